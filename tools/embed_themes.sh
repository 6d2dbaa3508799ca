#!/bin/sh
# embed_themes.sh FILE...: prints a table of NAME.theme files as C arrays, declared in tui/theme_data.h.
set -eu
printf '/* Made from themes/ by tools/embed_themes.sh. */\n#include "config.h"\n\n#include "tui/theme_data.h"\n\n#include <stddef.h>\n\n'
rows=
for file; do
    name=$(basename "$file" .theme)
    array=$(printf 'theme_%s' "$name" | tr -- - _)
    printf 'static const unsigned char %s[] = {\n' "$array"
    od -An -v -tu1 "$file" | sed 's/[[:space:]]\{1,\}/,/g; s/^,//; s/$/,/'
    printf '0};\n\n'
    rows="$rows    {\"$name\", $array},
"
done
printf 'const struct theme_data theme_data[] = {\n%s    {NULL, NULL}};\n' "$rows"
