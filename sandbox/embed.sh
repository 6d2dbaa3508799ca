#!/bin/sh
# embed.sh FILE.json...: prints the built-in scenarios as one C table.
set -eu
printf '/* Made by sandbox/embed.sh. */\n#include "config.h"\n\n#include "sandbox/scenario.h"\n\n'
i=0
for file in "$@"; do
  printf 'static const char text_%d[] = {\n' "$i"
  od -An -v -tu1 "$file" | sed 's/[[:space:]]\{1,\}/,/g; s/^,//; s/$/,/'
  printf '0};\n'
  i=$((i + 1))
done
printf '\nconst struct sb_scenario_file sb_scenario_files[] = {\n'
i=0
for file in "$@"; do
  printf '    {"%s", text_%d},\n' "$(basename "$file" .json)" "$i"
  i=$((i + 1))
done
printf '    {0, 0},\n};\n'
