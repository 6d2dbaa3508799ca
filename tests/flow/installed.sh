#!/bin/bash
# The library as others see it: installed headers, pkg-config, exported names, a program built against it.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"
root=$TMPDIR/root
# runready.pc names the prefix that was configured.
prefix=$(sed -n 's/^prefix *= *//p' "${top_builddir:?}/Makefile")
CC=${CC:-cc}

# The flags of the surrounding make are for another run.
unset MAKEFLAGS MFLAGS MAKELEVEL
ok "make install" make -C "$top_builddir" install DESTDIR="$root"
lib=$root$prefix/lib
export PKG_CONFIG_PATH=$lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root
export LD_LIBRARY_PATH=$lib

for header in "$root$prefix"/include/runready/*.h; do
    name=runready/${header##*/}
    printf "#include <%s>\nint alone;\n" "$name" >"$TMPDIR/alone.c"
    ok "$name compiles alone, strictly" "$CC" -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only \
        -I"$root$prefix/include" "$TMPDIR/alone.c"
done

# What the library exports is declared in a public header, and the other way round.
nm -D --defined-only "$lib"/librunready.so | awk '$2 ~ /[TDBR]/ {print $3}' | sort >"$TMPDIR/exported"
cat "$root$prefix"/include/runready/*.h | tr '\n' ' ' | grep -oE 'RR_API [^;{]*' |
    grep -oE '\brr_[a-z0-9_]+ ?\(' | tr -d ' (' | sort -u >"$TMPDIR/declared"
is "$(comm -23 "$TMPDIR/exported" "$TMPDIR/declared" | grep -v '^rr_tr$')" "" "nothing is exported that no header declares"
is "$(comm -13 "$TMPDIR/exported" "$TMPDIR/declared")" "" "everything that is declared is there"

if "$CC" -x c -fsanitize=address -o /dev/null - 2>/dev/null <<<'int main(void){return 0;}' &&
    nm -D "$lib"/librunready.so | grep -q __asan_; then
    skip "the example runs" "a program without the sanitizer cannot load a library with it"
else
    # shellcheck disable=SC2046 # flags are words
    ok "the example builds with pkg-config" "$CC" -Wall -Wextra -Werror -o "$TMPDIR/check" \
        "$top_srcdir/doc/examples/check.c" $(pkg-config --cflags --libs runready)
    sandbox_start fresh
    out=$("$TMPDIR/check" my-ml-project asia-northeast1 "$sandbox_address" 2>&1)
    is "$?" 1 "the example finds the project not ready"
    has "$out" "missing  BUILD-ROLE-LOG" "the example names what is missing"
    sandbox_stop
fi

ok "make uninstall" make -C "$top_builddir" uninstall DESTDIR="$root"
is "$(find "$root" -type f -o -type l)" "" "uninstall leaves nothing"
finish
