#!/bin/bash
# What a person feels of the wizard; see bench_screen.c.
bench=${top_builddir:?}/bench_screen
if [ -x "$bench" ]; then
    exec "$bench"
fi
echo "bench_screen was not built (no libvterm): the screen is not measured"
