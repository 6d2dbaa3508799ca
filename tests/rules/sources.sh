#!/bin/bash
# Every source stands in its folder's Makefile fragment, so that it is built, tested and in the tarball.
cd "${top_srcdir:?}" || exit 99
. tests/support/tap.bash
. tests/support/sources.bash

unlisted=
while read -r file; do
    folder=${file%%/*}
    name=${file#*/}
    case $file in
        tests/unit/*.c) name=${name%.c} ;;
    esac
    grep -qE "(^|[[:space:]])%D%/${name//./\\.}([[:space:]]|\$)" "$folder/$folder.am" || unlisted+="$file"$'\n'
done < <(tracked 'core/*.c' 'core/*.h' 'cli/*.c' 'cli/*.h' 'tui/*.c' 'tui/*.h' 'sandbox/*.c' 'sandbox/*.h' 'po/*.h' \
    'tests/*.c' 'tests/*.h' 'tests/*.sh' 'tests/*.bash')
is "$unlisted" "" "every source is in a Makefile fragment"

finish
