#!/bin/bash
# lint.sh [PART...]: what compilers and tests do not say. Run by `make lint` in the build folder, which gives
# top_srcdir, CC and LINT_CPPFLAGS. Every part is run; the exit status is 1 when one had something to say.
# The parts are called by name, and small programs are given to sh in quotes.
# shellcheck disable=SC2016,SC2317
. "${top_srcdir:?}/tests/support/sources.bash"

build=$PWD
jobs=$(nproc)
failed=0
mapfile -t c_files < <(tracked '*.c')
mapfile -t h_files < <(tracked '*.h')
mapfile -t scripts < <(tracked '*.sh' '*.bash' bootstrap .ci/run)
mapfile -t man_pages < <(tracked 'doc/man/*.1')
read -r -a cppflags <<<"-I$top_srcdir -I$top_srcdir/core/include -I$build ${LINT_CPPFLAGS:-}"
cd "$top_srcdir" || exit 99

# part NAME TOOL PACKAGE FUNCTION
part() {
    local out status=0
    case " ${parts[*]} " in
        *" $1 "*) ;;
        *) return ;;
    esac
    if ! command -v "$2" >/dev/null; then
        printf 'lint: %-14s no %s (package %s)\n' "$1" "$2" "$3"
        failed=1
        return
    fi
    out=$("$4" 2>&1) || status=$?
    if [ "$status" -eq 0 ]; then
        printf 'lint: %-14s ok\n' "$1"
    else
        printf 'lint: %-14s FAILED\n%s\n' "$1" "$out"
        failed=1
    fi
}

rules() {
    local out status=0
    for rule in tests/rules/*.sh; do
        out=$(TMPDIR=$scratch bash "$rule") || { status=1 && printf '%s\n' "$out" | grep -v '^ok '; }
    done
    return "$status"
}

# Each header alone, under strict flags.
headers() {
    printf '%s\n' "${h_files[@]}" | xargs -P "$jobs" -I{} sh -c '
        header=$1
        shift
        printf "#include \"config.h\"\n#include \"%s\"\n#include \"%s\"\nextern int nothing;\n" "$header" "$header" |
            "$@" -x c -fsyntax-only -std=gnu11 -Wall -Wextra -Wpedantic -Wstrict-prototypes -Wundef -Werror -' \
        sh {} "${CC:-cc}" "${cppflags[@]}"
}

format() {
    clang-format --dry-run -Werror "${c_files[@]}" "${h_files[@]}"
}

cppcheck_all() {
    cppcheck -j "$jobs" --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
        --suppress=missingIncludeSystem --suppress=varFuncNullUB --suppress=preprocessorErrorDirective --error-exitcode=1 \
        -I. -Icore/include --library=tools/cppcheck.cfg -DHAVE_CONFIG_H -D__GNUC__ "${c_files[@]}"
}

tidy() {
    printf '%s\n' "${c_files[@]}" |
        xargs -P "$jobs" -n 1 sh -c 'flags=$1; shift; clang-tidy --quiet "$@" -- -std=gnu11 $flags 2>/dev/null' sh "${cppflags[*]}"
}

shell() {
    shellcheck -x "${scripts[@]}"
}

man_lint() {
    [ ${#man_pages[@]} -eq 0 ] || mandoc -Tlint -Wwarning "${man_pages[@]}"
}

parts=("$@")
[ $# -gt 0 ] || parts=(rules headers format cppcheck clang-tidy shellcheck mandoc)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

part rules perl perl rules
part headers "${CC:-cc}" gcc headers
part format clang-format clang-format format
part cppcheck cppcheck cppcheck cppcheck_all
part clang-tidy clang-tidy clang-tidy tidy
part shellcheck shellcheck shellcheck shell
part mandoc mandoc mandoc man_lint
exit "$failed"
