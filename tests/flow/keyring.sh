#!/bin/bash
# login, whoami and logout with a real keyring on a bus of its own; keyrings that are absent, locked, or hang.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"
for tool in dbus-run-session gnome-keyring-daemon dbus-send curl jq; do
    command -v "$tool" >/dev/null || skip_all "no $tool (packages dbus-daemon, gnome-keyring, dbus-bin, curl, jq)"
done
[ -x "$top_builddir/mute_keyring" ] || skip_all "built without libsecret"
if [ "${1:-}" != inside ]; then
    # Everything once more, on a bus of its own; the daemon's remarks about its own rights are no news.
    exec dbus-run-session -- bash "$0" inside 2>/dev/null
fi
export NO_GCE_CHECK=true PATH=/usr/bin:/bin

milliseconds() { # COMMAND...: runs it without output; sets `took`
    local begin=${EPOCHREALTIME/./}
    "$@" >/dev/null 2>&1
    took=$(((${EPOCHREALTIME/./} - begin) / 1000))
}

keyring_state() {
    "$RUNREADY" whoami --json 2>/dev/null | jq -r .keyring
}

# --- without a bus: at once, and no word of a library ---
(
    unset DBUS_SESSION_BUS_ADDRESS
    "$RUNREADY" whoami >"$TMPDIR/out" 2>"$TMPDIR/err"
)
is "$(<"$TMPDIR/err")" "" "no bus: nothing on standard error"
has "$(<"$TMPDIR/out")" "there is no desktop session" "no bus: said in plain words"
# gcloud, where it is installed, has its own second.
mkdir "$TMPDIR/bin" && ln -s /usr/bin/env "$TMPDIR/bin/env"
(
    unset DBUS_SESSION_BUS_ADDRESS
    PATH=$TMPDIR/bin milliseconds "$RUNREADY" whoami
    note "$took ms"
    [ "$took" -lt 1000 ]
)
is "$?" 0 "no bus: no wait of a second"
out=$(DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus "$RUNREADY" whoami --json 2>&1 | jq -r .keyring)
is "$out" "no-bus" "a stale address is no bus"

# --- a keyring that owns the name and hangs ---
exec {mute_input}> >(exec "$top_builddir/mute_keyring" >"$TMPDIR/mute")
until [ -s "$TMPDIR/mute" ]; do read -rt 0.05 <> <(:) || true; done
PATH=$TMPDIR/bin milliseconds "$RUNREADY" whoami
ok "a keyring that hangs costs a few seconds at most ($took ms)" test "$took" -lt 6000
is "$(keyring_state)" "no-answer" "and is said not to answer"
out=$("$RUNREADY" login --from-adc 2>&1)
is "$?" 4 "login refuses before anything else"
has "$out" "does not answer" "and says why"
exec {mute_input}>&-
while dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner \
    string:org.freedesktop.secrets >/dev/null 2>&1; do read -rt 0.05 <> <(:) || true; done

# --- a real one ---
printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
sandbox_start fresh
address=${sandbox_address%/}
export CLOUDSDK_AUTH_TOKEN_HOST=$address/token
is "$(keyring_state)" "ready" "the keyring is ready"

out=$("$RUNREADY" login --from-adc 2>&1)
is "$?" 4 "nothing to take over: status 4"
has "$out" "gcloud auth application-default login" "and the command that helps"
mkdir -p "$HOME/.config/gcloud"
echo '{"account": "", "client_id": "i", "client_secret": "s", "quota_project_id": "qp", "refresh_token": "1//imported",
    "type": "authorized_user"}' >"$HOME/.config/gcloud/application_default_credentials.json"
out=$("$RUNREADY" login --from-adc 2>&1)
is "$?" 0 "gcloud's sign-in is taken over"
has "$out" "you@example.com" "the account is named by Google"
rm "$HOME/.config/gcloud/application_default_credentials.json"
who() { "$RUNREADY" whoami --json 2>/dev/null | jq -r "$1"; }
is "$(who '[.source.id, .account, .quota_project, .kind] | join(" ")')" "keyring you@example.com qp person" \
    "the next run is signed in by the keyring"
requests() { curl -s "$address/_log" | jq '[.[] | select(.path == "/token")] | length'; }
# The token of the run before may still be on its way into the keyring.
for _ in 1 2 3; do who .account >/dev/null; done
before=$(requests)
who .account >/dev/null
is "$(requests)" "$before" "an access token of the run before is used again"
out=$("$RUNREADY" logout 2>&1)
is "$?" 0 "logout"
has "$out" "you@example.com" "says who was signed out"
is "$(curl -s "$address/_log" | jq -r '[.[] | select(.path == "/revoke")][0].body')" "token=1%2F%2Fimported" \
    "Google was told to forget the token"
is "$(who '.signed_in')" "false" "nobody is signed in any more"
has "$("$RUNREADY" logout 2>&1)" "Nobody was signed in" "logging out twice is no error"

# --- by the browser ---
client() { # ID
    echo "{\"installed\": {\"client_id\": \"$1\", \"client_secret\": \"s\", \"auth_uri\": \"$address/o/oauth2/v2/auth\",
        \"token_uri\": \"$address/token\"}}" >"$TMPDIR/client.json"
}
# Waits for the address to open; the last line of standard error that begins with http.
address_to_open() {
    until grep -q '^http' "$TMPDIR/login.err" 2>/dev/null; do read -rt 0.05 <> <(:) || true; done
    grep -m 1 '^http' "$TMPDIR/login.err"
}
login_by_browser() { # FILTER...: what is done to the redirect's address (sed)
    : >"$TMPDIR/login.err"
    "$RUNREADY" login --client-file "$TMPDIR/client.json" >"$TMPDIR/login.out" 2>"$TMPDIR/login.err" &
    local pid=$! back
    back=$(curl -s -o /dev/null -w '%{redirect_url}' "$(address_to_open)")
    [ $# -eq 0 ] || curl -s "$(sed "$1" <<<"$back")" >"$TMPDIR/page.wrong"
    curl -s "$back" >"$TMPDIR/page"
    wait "$pid"
}
client desktop
login_by_browser
is "$?" 0 "login by the browser"
has "$(<"$TMPDIR/page")" "close this window" "the browser says that it is done"
has "$(<"$TMPDIR/login.out")" "you@example.com" "the account is named"
is "$(who '.source.id')" "keyring" "the next run is signed in"
login_by_browser 's/state=[^&]*/state=forged/'
is "$?" 0 "an answer with another state is not taken, the right one is"
is "$(<"$TMPDIR/page.wrong")" "" "and is told nothing"
"$RUNREADY" logout >/dev/null 2>&1
curl -s -X POST "$address/_reset" >/dev/null
client untick
login_by_browser
is "$?" 4 "the box for the cloud is not ticked: status 4"
has "$(<"$TMPDIR/login.err")" "not ticked" "said in plain words"
is "$(who '.signed_in')" "false" "and nothing is kept"
client deny
login_by_browser
is "$?" 4 "no in the browser: status 4"
has "$(<"$TMPDIR/login.err")" "You said no" "said in plain words"

# --- with the browser elsewhere ---
client desktop
mkfifo "$TMPDIR/paste"
paste_login() { # FILTER: what is done to the address before it is pasted (sed)
    : >"$TMPDIR/login.err"
    "$RUNREADY" login --client-file "$TMPDIR/client.json" --no-browser <"$TMPDIR/paste" >"$TMPDIR/login.out" \
        2>"$TMPDIR/login.err" &
    local pid=$! fd
    exec {fd}>"$TMPDIR/paste"
    curl -s -o /dev/null -w '%{redirect_url}\n' "$(address_to_open)" | sed "$1" >&"$fd"
    exec {fd}>&-
    wait "$pid"
}
paste_login ''
is "$?" 0 "the address is pasted"
is "$(who '.source.id')" "keyring" "and the next run is signed in"
paste_login 's/state=[^&]*/state=forged/'
is "$?" 4 "an address of another sign-in is refused"
has "$(<"$TMPDIR/login.err")" "not the answer to this sign-in" "in plain words"
"$RUNREADY" login --client-file "$TMPDIR/client.json" --no-browser </dev/null >/dev/null 2>&1
is "$?" 130 "nothing pasted: given up"

# --- locked ---
dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \
    org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null
is "$(keyring_state)" "locked" "a locked keyring is locked, not empty"
is "$(who '[.passed_over[] | select(.source == "keyring")][0].why')" "the keyring is locked" "it is passed over, with the reason"
out=$("$RUNREADY" logout 2>&1)
is "$?" 4 "logging out of a locked keyring does not pretend"
has "$out" "locked" "and says why"
sandbox_stop
finish
