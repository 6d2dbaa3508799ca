#!/bin/bash
# Every source of tokens through the program, against the sandbox's endpoints; signatures are verified by the openssl tool.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"
for tool in jq openssl curl; do
    command -v "$tool" >/dev/null || skip_all "no $tool"
done
sandbox_start editor
address=${sandbox_address%/}
export NO_GCE_CHECK=true PATH=/usr/bin:/bin
export CLOUDSDK_AUTH_TOKEN_HOST=$address/token CLOUDSDK_API_ENDPOINT_OVERRIDES_STS=$address/
export CLOUDSDK_API_ENDPOINT_OVERRIDES_IAMCREDENTIALS=$address/
adc=$HOME/.config/gcloud/application_default_credentials.json
mkdir -p "${adc%/*}"

who() { # FILTER: one value of whoami --json; without gcloud's help
    "$RUNREADY" whoami --json 2>/dev/null | jq -r "$1"
}

# --- what was passed over, and the order ---
is "$(who '[.passed_over[].source] | join(" ")')" "env-token token-file named-file keyring adc gcloud metadata" "all places are looked at, in order"
"$RUNREADY" whoami >"$TMPDIR/out" 2>&1
is "$?" 4 "not signed in: status 4"
has "$(<"$TMPDIR/out")" "gcloud auth application-default login" "the command that helps is named"

# --- a person ---
cat >"$adc" <<'END'
{
  "account": "",
  "client_id": "id.apps.googleusercontent.com",
  "client_secret": "canary-secret",
  "quota_project_id": "quota-p",
  "refresh_token": "1//canary-refresh",
  "type": "authorized_user",
  "universe_domain": "googleapis.com"
}
END
is "$(who '[.source.id, .source.type, .account, .kind, .quota_project] | join(" ")')" \
    "adc authorized_user you@example.com person quota-p" "application default credentials of a person, named by Google"
is "$(who '[.passed_over[].source] | join(" ")')" "env-token token-file named-file keyring" "what comes before was passed over"
text=$("$RUNREADY" whoami 2>&1)
has "$text" "you@example.com" "the account is shown"
has "$text" "$adc" "the file is shown"
lacks "$text$("$RUNREADY" whoami --json 2>&1)" "canary" "nothing secret is shown"

# --- a service account: the signature, by another's eyes ---
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$TMPDIR/key.pem" 2>/dev/null
openssl pkey -in "$TMPDIR/key.pem" -pubout -out "$TMPDIR/public.pem"
account=123456789012-compute@developer.gserviceaccount.com
jq -n --rawfile key "$TMPDIR/key.pem" --arg account "$account" '{type: "service_account", project_id: "my-ml-project",
    private_key_id: "kid-1", private_key: $key, client_email: $account, token_uri: "https://oauth2.googleapis.com/token"}' \
    >"$TMPDIR/key.json"
export GOOGLE_APPLICATION_CREDENTIALS=$TMPDIR/key.json
curl -s -X POST "$address/_reset" >/dev/null
is "$(who '[.source.id, .account, .kind] | join(" ")')" "named-file $account service-account" "a service account's key"
form=$(curl -s "$address/_log" | jq -r '[.[] | select(.path == "/token")][0].body')
assertion=${form##*assertion=}
from_base64url() { # TEXT: adds the padding that is left out
    local text=$1
    while [ $((${#text} % 4)) -ne 0 ]; do text+='='; done
    tr -- '-_' '+/' <<<"$text" | base64 -d
}
from_base64url "${assertion##*.}" >"$TMPDIR/signature"
printf '%s' "${assertion%.*}" >"$TMPDIR/signed"
ok "the openssl tool verifies the signature" \
    openssl dgst -sha256 -verify "$TMPDIR/public.pem" -signature "$TMPDIR/signature" "$TMPDIR/signed"
printf 'x' >>"$TMPDIR/signed"
lacks "$(openssl dgst -sha256 -verify "$TMPDIR/public.pem" -signature "$TMPDIR/signature" "$TMPDIR/signed" 2>&1)" "OK" \
    "and refuses it for anything else"
claims=$(cut -d. -f2 <<<"$assertion")
is "$(from_base64url "$claims" | jq -r '[.iss, .aud, .scope, .exp - .iat | tostring] | join(" ")')" \
    "$account https://oauth2.googleapis.com/token https://www.googleapis.com/auth/cloud-platform 3600" "the claims"
is "$(from_base64url "${assertion%%.*}" | jq -r '[.alg, .typ, .kid] | join(" ")')" "RS256 JWT kid-1" "the header"

# --- acting as another ---
out=$("$RUNREADY" whoami --impersonate-service-account "$account" 2>&1)
is "$?" 3 "without the right nobody is acted as: status 3"
has "$out" "roles/iam.serviceAccountTokenCreator" "and the role is named"

# --- what cannot be used says so, whichever command asks ---
echo '{"type": "authorized_user", "client_id": "x", "refresh_token": "canary"}' >"$TMPDIR/broken.json"
export GOOGLE_APPLICATION_CREDENTIALS=$TMPDIR/broken.json
for command in whoami "check --project my-ml-project"; do
    # shellcheck disable=SC2086 # the command and its options are words
    out=$("$RUNREADY" $command 2>&1)
    is "$?" 4 "$command: a broken file is status 4"
    has "$(tr -s ' \n' ' ' <<<"$out")" "$TMPDIR/broken.json: \"client_secret\" is missing" "$command: file and field are named"
    lacks "$out" "canary" "$command: nothing secret is shown"
done
unset GOOGLE_APPLICATION_CREDENTIALS

# --- the metadata server ---
unset NO_GCE_CHECK
rm "$adc"
is "$(GCE_METADATA_HOST=${address#http://} who '[.source.id, .account] | join(" ")')" "metadata you@example.com" "the metadata server"

sandbox_stop
finish
