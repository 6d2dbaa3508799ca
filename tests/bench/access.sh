#!/bin/bash
# The time it takes to judge policies at IAM's limits.
"${top_builddir:?}/bench_access"
