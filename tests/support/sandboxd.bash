# shellcheck shell=bash
# A sandbox of one's own, in a program beside the test. Source it after tap.bash.
#
#     sandbox_start first-day         sets sandbox_address, "http://127.0.0.1:PORT/"
#     sandbox_env "$sandbox_address"  points every API of runready there
#     sandbox_stop

# Waits until the program has said where it listens; it says so in one line.
# shellcheck disable=SC2034 # sandbox_address is for who sources this
sandbox_start() { # SCENARIO
    local name
    name=$(mktemp -u "$TMPDIR/sandbox.XXXXXX")
    mkfifo "$name.in" "$name.out" || return
    "${top_builddir:?}/sandboxd" "$1" <"$name.in" >"$name.out" &
    sandbox_pid=$!
    # It serves until its input ends.
    exec {sandbox_input}>"$name.in"
    read -r sandbox_address <"$name.out"
    rm -f "$name.in" "$name.out"
}

sandbox_stop() {
    exec {sandbox_input}>&-
    wait "$sandbox_pid"
}

sandbox_env() { # ADDRESS
    local api
    for api in ARTIFACTREGISTRY CLOUDBILLING CLOUDBUILD CLOUDRESOURCEMANAGER CLOUDSCHEDULER IAM IAMCREDENTIALS ORGPOLICY \
        RUN SERVICEUSAGE STORAGE; do
        export "CLOUDSDK_API_ENDPOINT_OVERRIDES_$api=$1"
    done
    export CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true
}
