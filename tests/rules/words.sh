#!/bin/bash
# Calls that are not used here, and traces that do not belong into the source.
cd "${top_srcdir:?}" || exit 99
. tests/support/tap.bash
. tests/support/sources.bash

# No bound, hidden state, a shell, or a name that somebody else may take first.
banned='strcpy|strcat|stpcpy|sprintf|vsprintf|strncpy|strncat|strtok|atoi|atol|atof|gets|system|popen|localtime|gmtime|ctime|asctime|rand|srand|random|mktemp|tmpnam|tempnam|alloca'
found=
while read -r file; do
    hits=$(bare_code "$file" | grep -nE "(^|[^A-Za-z0-9_>.])($banned) *\(" | sed "s,^,$file:,")
    [ -z "$hits" ] || found+=$hits$'\n'
done < <(tracked 'core/*.c' 'core/*.h' 'cli/*.c' 'cli/*.h' 'tui/*.c' 'tui/*.h' 'sandbox/*.c' 'sandbox/*.h' 'tests/*.c' 'tests/*.h')
is "$found" "" "no banned call"

found=
while read -r file; do
    case $file in
        tests/rules/words.sh) continue ;;
    esac
    hits=$(grep -HnE '(^|[^A-Za-z0-9_./~$}])/(work|root|home/[a-z]+|Users)/|<<<<<<< |>>>>>>> ' "$file")
    [ -z "$hits" ] || found+=$hits$'\n'
done < <(tracked '*.c' '*.h' '*.am' '*.ac' '*.sh' '*.bash' '*.md' '*.po' '*.1' 'bootstrap' 'NEWS')
is "$found" "" "no path of somebody's machine, no conflict marker"

finish
