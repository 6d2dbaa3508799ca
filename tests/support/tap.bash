# shellcheck shell=bash
# TAP for test scripts. Source it, make claims, end with `finish`.
#
#     . "$top_srcdir/tests/support/tap.bash"
#     is "$(command)" "expected" "what this shows"
#     finish

tap_count=0
tap_failed=0

tap_result() { # STATUS NAME
    tap_count=$((tap_count + 1))
    if [ "$1" -eq 0 ]; then
        printf 'ok %d - %s\n' "$tap_count" "$2"
    else
        tap_failed=$((tap_failed + 1))
        printf 'not ok %d - %s\n' "$tap_count" "$2"
    fi
    return "$1"
}

# note TEXT: lines for the log.
note() {
    printf '%s\n' "$1" | sed 's/^/# /'
}

# ok NAME COMMAND [ARG...]: the command succeeds.
ok() {
    local name=$1 out status=0
    shift
    out=$("$@" 2>&1) || status=$?
    tap_result "$((status != 0))" "$name" && return
    note "exit $status: $out"
    return 1
}

# is GOT WANTED NAME
is() {
    local status=0
    [ "$1" = "$2" ] || status=1
    tap_result "$status" "$3" && return
    note "got:    $1"$'\n'"wanted: $2"
    return 1
}

# has TEXT PART NAME: TEXT contains PART.
has() {
    local status=0
    [[ $1 == *"$2"* ]] || status=1
    tap_result "$status" "$3" && return
    note "in:      $1"$'\n'"missing: $2"
    return 1
}

# lacks TEXT PART NAME: TEXT does not contain PART.
lacks() {
    local status=0
    [[ $1 != *"$2"* ]] || status=1
    tap_result "$status" "$3" && return
    note "in:       $1"$'\n'"unwanted: $2"
    return 1
}

# skip_all REASON: ends the script, having tested nothing.
skip_all() {
    printf '1..0 # SKIP %s\n' "$1"
    exit 0
}

# skip NAME REASON
skip() {
    tap_count=$((tap_count + 1))
    printf 'ok %d - %s # SKIP %s\n' "$tap_count" "$1" "$2"
}

finish() {
    printf '1..%d\n' "$tap_count"
    exit "$((tap_failed > 0))"
}
