#!/bin/sh
# embed.sh NAME HEADER FILE: prints FILE as a C array called NAME, declared in HEADER.
set -eu
printf '/* Made from %s by tools/embed.sh. */\n#include "config.h"\n\n#include "%s"\n\n' "$(basename "$3")" "$2"
printf '_Alignas(8) const unsigned char %s[] = {\n' "$1"
od -An -v -tu1 "$3" | sed 's/[[:space:]]\{1,\}/,/g; s/^,//; s/$/,/'
printf '0};\n'
