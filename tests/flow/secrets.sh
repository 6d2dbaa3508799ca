#!/bin/bash
# Canaries: what is secret goes to the token's host and to the keyring, and nowhere else. Every write, every send and
# every program that is started is looked at with strace.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"
for tool in strace curl jq; do
    command -v "$tool" >/dev/null || skip_all "no $tool"
done
# The program forbids others to look into its memory (PR_SET_DUMPABLE), which only root may all the same.
[ "$(id -u)" -eq 0 ] || skip_all "only root can see what the program writes"
strace -o /dev/null true 2>/dev/null || skip_all "strace may not trace here"
case $(nm "$RUNREADY" 2>/dev/null) in
    *__asan_*) skip_all "the sanitizers and strace do not go together" ;;
esac
sandbox_start fresh
address=${sandbox_address%/}
sandbox_env "$sandbox_address"
unset CLOUDSDK_AUTH_DISABLE_CREDENTIALS
export NO_GCE_CHECK=true CLOUDSDK_AUTH_TOKEN_HOST=$address/token
adc=$HOME/.config/gcloud/application_default_credentials.json
mkdir -p "${adc%/*}"
echo '{"client_id": "i", "client_secret": "canary-client", "refresh_token": "canary-refresh", "type": "authorized_user"}' >"$adc"

# traced NAME COMMAND...: runs it under strace; what each process wrote and started goes to files of that name.
traced() {
    local name=$1
    shift
    strace -f -qq -s 100000 -e trace=write,writev,pwrite64,sendto,sendmsg,sendmmsg,execve,openat,connect,socket -o "$TMPDIR/$name.trace" \
        "$@" >"$TMPDIR/$name.out" 2>"$TMPDIR/$name.err"
}

# Writes to files and terminals, and programs that were started: everything but sends to sockets.
elsewhere() { # NAME
    grep -E ' (write|writev|pwrite64|execve)\(' "$TMPDIR/$1.trace"
}

traced check "$RUNREADY" check --project my-ml-project
is "$?" 1 "a check under strace"
ok "it did speak to the token endpoint" grep -q 'canary-refresh' "$TMPDIR/check.trace"
is "$(elsewhere check | grep -cE 'canary|ya29\.')" 0 "check: no secret in any write"
traced apply "$RUNREADY" apply --project my-ml-project --region asia-northeast1 --yes
is "$(elsewhere apply | grep -cE 'canary|ya29\.')" 0 "apply: no secret in any write, journal included"
ok "the journal was written" grep -q 'journal' "$TMPDIR/apply.trace"
is "$(grep -rlE 'canary|ya29\.' "$HOME/.local" 2>/dev/null)" "" "and none lies in a file of ours"
traced whoami "$RUNREADY" whoami --json
is "$(elsewhere whoami | grep -cE 'canary|ya29\.')" 0 "whoami: no secret in any write"
is "$(cat "$TMPDIR"/*.out "$TMPDIR"/*.err | grep -cE 'canary|ya29\.')" 0 "nothing secret on the screen"

# --- a program that we start sees none either ---
mkdir "$TMPDIR/bin"
cat >"$TMPDIR/bin/gcloud" <<'END'
#!/bin/bash
{ printf '%s\n' "$@"; env; } >>"$GCLOUD_SAW"
echo ya29.canary-from-gcloud
END
chmod +x "$TMPDIR/bin/gcloud"
rm "$adc"
export GCLOUD_SAW=$TMPDIR/saw
GOOGLE_APPLICATION_CREDENTIALS='' PATH=$TMPDIR/bin:$PATH "$RUNREADY" whoami >"$TMPDIR/gcloud.out" 2>&1
ok "gcloud was asked" grep -qx 'print-access-token' "$TMPDIR/saw"
is "$(grep -cE 'canary|ya29' "$TMPDIR/saw" "$TMPDIR/gcloud.out" | grep -vc ':0$')" 0 "its arguments, its environment and the screen hold no secret"

# --- a crash in the middle leaves nothing on disk ---
mkdir "$TMPDIR/crash"
echo '{"client_id": "i", "client_secret": "canary-client", "refresh_token": "canary-refresh", "type": "authorized_user"}' >"$adc"
(
    cd "$TMPDIR/crash" || exit
    ulimit -c unlimited
    "$RUNREADY" sandbox fresh >/dev/null 2>&1 &
    pid=$!
    until [ -d "/proc/$pid" ] && [ "$(sed -n 's/^Max core file size *\([^ ]*\).*/\1/p' "/proc/$pid/limits" 2>/dev/null)" = 0 ]; do
        read -rt 0.05 <> <(:) || true
    done
    kill -SEGV "$pid"
    wait "$pid"
) 2>/dev/null
is "$(find "$TMPDIR/crash" -type f)" "" "a crash leaves no core file"
sandbox_stop
finish
