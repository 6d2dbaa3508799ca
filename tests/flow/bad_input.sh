#!/bin/bash
# Bad input gets an error that names it and says what now, the documented status, and changes nothing.
. "${top_srcdir:?}/tests/support/tap.bash"
good=(--project my-ml-project --region asia-northeast1)

# refused STATUS NAME WORD ARG...: ends with STATUS, says WORD on standard error and nothing on standard output.
refused() {
    local status=$1 name=$2 word=$3 got=0 out err
    shift 3
    out=$(timeout 60 "$RUNREADY" "$@" 2>"$TMPDIR/err" </dev/null) || got=$?
    err=$(<"$TMPDIR/err")
    [ "$got" = "$status" ] && [ -z "$out" ] && [[ $err == *"$word"* ]] && ! grep -q $'[\x01-\x08\x0b-\x1f\x7f]' "$TMPDIR/err"
    tap_result $? "$name" || note "exit $got, wanted $status; out: $out; wanted \"$word\" in: $err"
}

# --- values ---
refused 2 "project: capital letters" "project ID" check --project My_Project
refused 2 "project: too short" "project ID" check --project abc
refused 2 "project: hyphen at the end" "project ID" check --project my-project-
refused 2 "project: a path" "project ID" check --project ../../etc
refused 2 "project: escape sequences are made visible" "<U+001B>" check --project $'x\x1b]0;owned\x07y'
refused 2 "region" "asia-northeast1" check "${good[@]}" --region Tokyo
refused 2 "service" "service" check "${good[@]}" --service My_Service
refused 2 "port 0" "65535" check "${good[@]}" --port 0
refused 2 "port 65536" "65535" check "${good[@]}" --port 65536
refused 2 "port: no number" "65535" check "${good[@]}" --port 80a
refused 2 "build account: no e-mail" "gserviceaccount.com" check "${good[@]}" --build-account nobody
refused 2 "build account: a person" "person" check "${good[@]}" --build-account me@example.com
refused 2 "runtime account" "gserviceaccount.com" check "${good[@]}" --runtime-account 'a b@c'
refused 2 "repository" "repository" check "${good[@]}" --repository 'Bad Name'
refused 2 "cron: a field too few" "five fields" check "${good[@]}" --schedule '0 * * *'
refused 2 "cron: minute 60" "59" check "${good[@]}" --schedule '60 * * * *'
refused 2 "cron: not cron" "five fields" check "${good[@]}" --schedule 'every day'
refused 2 "time zone" "Asia/Tokyo" check "${good[@]}" --time-zone 'To kyo'
refused 2 "path" "/" check "${good[@]}" --path 'no-slash'
refused 2 "preset" "guide" check "${good[@]}" --preset everything
refused 2 "access" "private" check "${good[@]}" --access open
refused 2 "use case" "batch" check "${good[@]}" --use-case web
refused 2 "format" "gcloud" plan "${good[@]}" --format yaml
refused 2 "language" "ja" check "${good[@]}" --lang fr
refused 2 "no project" "--project" check

# --- the command line ---
refused 2 "unknown command" "--help" chekc
refused 2 "unknown option" "--projet" check --projet x
refused 2 "option of another command" "--yes" check --yes
refused 2 "value is missing" "--project" check --project
refused 2 "empty value" "--project" check --project ''
refused 2 "one word too many" "extra" check extra
refused 2 "latency without a sandbox" "--sandbox" check "${good[@]}" --latency 10
refused 2 "unknown scenario" "nowhere" check --sandbox=nowhere
refused 2 "unknown fault" "nonsense" check --sandbox --fault 'x=nonsense'
refused 2 "unknown step" "no-such-step" plan --sandbox --only no-such-step
refused 2 "plan into a folder that is not there" "$TMPDIR/none" plan --sandbox --out "$TMPDIR/none/plan.json"
echo '{"title": "x", "projects": {"p": {"nonsense": 1}}}' >"$TMPDIR/broken.json"
refused 2 "a broken scenario" "nonsense" check --sandbox="$TMPDIR/broken.json"
echo '{"title": ' >"$TMPDIR/cut.json"
refused 2 "a cut scenario" "cut.json" check --sandbox="$TMPDIR/cut.json"

# --- plan files ---
"$RUNREADY" plan --sandbox=fresh --format json >"$TMPDIR/plan.json"
head -c 1000 "$TMPDIR/plan.json" >"$TMPDIR/half.json"
sed 's/run.admin/editor/' "$TMPDIR/plan.json" >"$TMPDIR/edited.json"
sed 's#runready/plan/v1#runready/plan/v9#' "$TMPDIR/plan.json" >"$TMPDIR/newer.json"
: >"$TMPDIR/empty.json"
echo '<html>sign in</html>' >"$TMPDIR/page.json"
echo '{"schema": "something else"}' >"$TMPDIR/other.json"
printf '[%.0s' {1..10000} >"$TMPDIR/deep.json"
head -c 6000000 /dev/zero | tr '\0' ' ' >"$TMPDIR/huge.json"
refused 2 "plan: no such file" "nofile.json" apply --sandbox=fresh "$TMPDIR/nofile.json" --yes
refused 2 "plan: a folder" "$TMPDIR" apply --sandbox=fresh "$TMPDIR" --yes
refused 2 "plan: cut" "Nothing was changed" apply --sandbox=fresh "$TMPDIR/half.json" --yes
refused 2 "plan: edited by hand" "digest" apply --sandbox=fresh "$TMPDIR/edited.json" --yes
refused 2 "plan: of another version" "version" apply --sandbox=fresh "$TMPDIR/newer.json" --yes
refused 2 "plan: empty" "Nothing was changed" apply --sandbox=fresh "$TMPDIR/empty.json" --yes
refused 2 "plan: a web page" "Nothing was changed" apply --sandbox=fresh "$TMPDIR/page.json" --yes
refused 2 "plan: some other JSON" "not a plan" apply --sandbox=fresh "$TMPDIR/other.json" --yes
refused 2 "plan: too deep" "Nothing was changed" apply --sandbox=fresh "$TMPDIR/deep.json" --yes
refused 2 "plan: too large" "huge.json" apply --sandbox=fresh "$TMPDIR/huge.json" --yes
refused 2 "plan with a context beside it" "both" apply --sandbox=fresh "$TMPDIR/plan.json" --yes --region us-central1
refused 2 "nobody to ask" "--yes" apply --sandbox=fresh

# --- endpoints ---
endpoint() { # STATUS NAME WORD URL
    CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN=$4 refused "$1" "$2" "$3" check "${good[@]}"
}
endpoint 2 "endpoint: plain http to another machine" "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN" http://example.com/
endpoint 2 "endpoint: plain http, loopback in the user part" "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN" http://127.0.0.1@example.com/
endpoint 2 "endpoint: plain http, loopback as a label" "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN" http://127.0.0.1.example.com/
endpoint 2 "endpoint: a query" "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN" 'https://run.googleapis.com/?x=1'
endpoint 2 "endpoint: another scheme" "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN" ftp://127.0.0.1/
endpoint 2 "endpoint: no address" "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN" nonsense
CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true refused 2 "no sign-in goes with loopback only" "CLOUDSDK_AUTH_DISABLE_CREDENTIALS" check "${good[@]}"
is "$(ls "${XDG_STATE_HOME:-$HOME/.local/state}/runready/journal" 2>/dev/null)" "" "nothing was ever begun"
finish
