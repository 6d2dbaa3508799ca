# shellcheck shell=bash
# Talks with the wizard's plain dialogue, as expect would: what it says up to its prompt, then one answer.
#
#     plain_start --sandbox=first-day      begins
#     plain_hear                           sets plain_said to everything up to the next prompt; 1 at the end
#     plain_say "2"                        answers
#     plain_walk                           Enter and the typed consent, to the end; what was said goes to plain_all
#     plain_end                            waits; sets plain_status

plain_start() {
    local name
    name=$(mktemp -u "$TMPDIR/plain.XXXXXX")
    mkfifo "$name.in" "$name.out" || return
    "$RUNREADY" --plain "$@" <"$name.in" >"$name.out" 2>"$TMPDIR/plain.err" &
    plain_pid=$!
    exec {plain_to}>"$name.in" {plain_from}<"$name.out"
    rm -f "$name.in" "$name.out"
    plain_all=
}

plain_hear() {
    local char
    plain_said=
    while IFS= read -r -N1 -u "$plain_from" char; do
        plain_said+=$char
        [[ $plain_said == *$'\n> ' || $plain_said == '> ' ]] || continue
        plain_all+=$plain_said
        return 0
    done
    plain_all+=$plain_said
    return 1
}

plain_say() {
    printf '%s\n' "$1" >&"$plain_to"
}

# Where consent is asked for it is given; everything else is left as proposed; what is blocked ends it.
plain_walk() {
    plain_hear && plain_walk_from
}

# The same from a prompt that was heard already.
plain_walk_from() {
    local consent turns=0
    while :; do
        consent=$(sed -n 's/^To make them, type: //p' <<<"$plain_said")
        if [ -n "$consent" ]; then
            plain_say "$consent"
        elif [[ $plain_said == *"back leads to other choices."* ]]; then
            plain_say quit
        else
            plain_say ""
        fi
        plain_hear && [ "$((turns += 1))" -le 60 ] || return 0
    done
}

# shellcheck disable=SC2034 # plain_status is for who sources this
plain_end() {
    plain_status=0
    exec {plain_to}>&- {plain_from}<&-
    wait "$plain_pid" || plain_status=$?
}
