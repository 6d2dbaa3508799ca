#!/bin/bash
# The Japanese catalogue is complete: no text is missing, untranslated or fuzzy.
cd "${top_srcdir:?}" || exit 99
. tests/support/tap.bash
. tests/support/sources.bash
for tool in msgfmt xgettext msgcmp; do
    command -v "$tool" >/dev/null || skip_all "no $tool (package gettext)"
done

statistics=$(msgfmt --check --statistics -o /dev/null po/ja.po 2>&1)
is "$?" 0 "po/ja.po is well formed"
lacks "$statistics" "untranslated" "nothing is untranslated"
lacks "$statistics" "fuzzy" "nothing is fuzzy"

# `make update-po` brings new texts in.
tracked 'core/*.c' 'core/*.h' 'cli/*.c' 'cli/*.h' 'tui/*.c' 'tui/*.h' 'sandbox/*.c' 'sandbox/*.h' |
    xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ -f - -o - |
    sed 's/charset=CHARSET/charset=UTF-8/' >"$TMPDIR/texts.pot"
ok "every text of the source is in po/ja.po" msgcmp po/ja.po "$TMPDIR/texts.pot"

finish
