# shellcheck shell=bash
# The project's files, for rules. Source it.

# tracked PATTERN...: files of the project, relative to the top; without git (a release), all there are.
# Patterns are git's: '*.c' matches in every folder.
tracked() {
    local pattern
    local -a find_args=()
    if [ -e "${top_srcdir:?}/.git" ] && git -C "$top_srcdir" ls-files -- "$@" 2>/dev/null; then
        return
    fi
    for pattern; do
        find_args+=(-o -path "./$pattern")
    done
    (cd "$top_srcdir" && find . \( -path './build*' -o -path './runready-*' -o -name '.*' ! -name . \) -prune \
        -o -type f \( "${find_args[@]:1}" \) -print | sed 's,^\./,,' | LC_ALL=C sort)
}

# bare_code FILE: a C file without comments, text and character constants; lines keep their numbers.
bare_code() {
    perl -0777 -pe '
        s{/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\x27(?:\\.|[^\x27\\\n])*\x27}{
            my $lines = $& =~ tr/\n//; ($& =~ m{^/} ? " " : "0") . "\n" x $lines
        }gse' "$1"
}
