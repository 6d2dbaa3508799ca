#!/bin/bash
# One read that fails never spoils the others, and never turns "not known" into missing or into fine.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"
command -v jq >/dev/null || skip_all "no jq"

# The glob of each read's request, by the id of its fact. What depends on a read may change with it.
reads='
project             /v3/projects/my-ml-project
ancestry            *:getAncestry
billing             *billingInfo
services            /v1/projects/my-ml-project/services
project-policy      /v1/projects/my-ml-project:getIamPolicy
repository          */repositories/cloud-run-source-deploy
repository-policy   */repositories/cloud-run-source-deploy:getIamPolicy
service             */services/churn-api
service-policy      */services/churn-api:getIamPolicy
build-default       *defaultServiceAccount
runtime-policy      */serviceAccounts/*:getIamPolicy
bucket              /storage/v1/b/run-sources-my-ml-project-asia-northeast1
bucket-policy       /storage/v1/b/*/iam
constraint:iam.allowedPolicyMemberDomains  *iam.allowedPolicyMemberDomains:getEffectivePolicy
caller-project      /v1/projects/my-ml-project:testIamPermissions
caller-repository   */repositories/*:testIamPermissions
'
scenario=partial

check() { # FAULT FILE
    "$RUNREADY" check --sandbox=$scenario --json --fault "$1" >"$2" 2>"$2.err"
    echo $? >"$2.status"
}
"$RUNREADY" check --sandbox=$scenario --json >"$TMPDIR/base.json"

# All at once: most of the time is waiting between tries.
while read -r id glob; do
    [ -n "$id" ] || continue
    for kind in 403 garbage cut empty deep; do
        check "$glob=$kind" "$TMPDIR/${id//[^a-z]/_}.$kind" &
    done
done <<<"$reads"
check '/v1/projects/my-ml-project:getIamPolicy=huge' "$TMPDIR/huge" &
wait

# What a fact or finding says, with and without the fault.
state_of() { # FILE LIST ID
    jq -r --arg id "$3" ".$2[] | select(.id == \$id) | .state" "$1"
}
# Findings that are settled or missing now and were something else before.
worse() { # FILE
    jq -rn --slurpfile base "$TMPDIR/base.json" --slurpfile now "$1" '
        ($base[0].findings | map({(.id): .state}) | add) as $was |
        $now[0].findings[] | select((.state == "missing" or .state == "ok") and .state != $was[.id]) |
        "\(.id): \($was[.id]) became \(.state)"'
}
# Facts other than the failed one that were known and are not, unless they wait for it.
spoilt() { # FILE ID
    jq -rn --slurpfile base "$TMPDIR/base.json" --slurpfile now "$1" --arg id "$2" '
        ($now[0].facts | map({(.id): .}) | add) as $is |
        $base[0].facts[] | select(.state == "known" and .id != $id) | .id as $f |
        select($is[$f] != null and $is[$f].state != "known") |
        select(($is[$f].error.summary | test("because this is not known")) | not) | $f'
}

while read -r id glob; do
    [ -n "$id" ] || continue
    for kind in 403 garbage cut empty deep; do
        file=$TMPDIR/${id//[^a-z]/_}.$kind
        problems=
        # An empty body is an empty answer where everything may be left out; elsewhere the fact says so.
        state=$(state_of "$file" facts "$id")
        case $kind/$state in
            403/unknown | garbage/error | cut/error | deep/error | empty/error | empty/known | empty/absent) ;;
            *) problems="the fact is ${state:-not there}" ;;
        esac
        [ "$kind" = empty ] || problems+=$(worse "$file")
        [ "$kind" = empty ] || problems+=$(spoilt "$file" "$id")
        status=$(<"$file.status")
        case $status in 1 | 3 | 5) ;; *) problems+=" exit $status" ;; esac
        is "$problems" "" "$id: $kind"
    done
done <<<"$reads"
is "$(jq -r '[.facts[] | select(.state == "error")] | length > 0' "$TMPDIR/huge")" true "an answer of 50 MB is not swallowed"
is "$(<"$TMPDIR/huge.status")" 5 "what could not be read makes the status 5"

# Nothing answers at all: one error, and no document.
out=$(CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDRESOURCEMANAGER=http://127.0.0.1:1/ \
    "$RUNREADY" check --project my-ml-project --json 2>"$TMPDIR/err")
is "$?:$out" "5:" "a refused connection is status 5, without a document"
has "$(<"$TMPDIR/err")" "127.0.0.1" "the text names the machine"

# A sign-in that is refused.
echo '{"title": "t", "like": "fresh", "requireToken": "right"}' >"$TMPDIR/locked.json"
sandbox_start "$TMPDIR/locked.json"
sandbox_env "$sandbox_address"
unset CLOUDSDK_AUTH_DISABLE_CREDENTIALS
GOOGLE_OAUTH_ACCESS_TOKEN=wrong "$RUNREADY" check --project my-ml-project >"$TMPDIR/out" 2>"$TMPDIR/err"
is "$?" 4 "a refused sign-in is status 4"
lacks "$(cat "$TMPDIR/out" "$TMPDIR/err")" "wrong" "the token is not shown"
GOOGLE_OAUTH_ACCESS_TOKEN=right "$RUNREADY" check --project my-ml-project >/dev/null 2>&1
is "$?" 1 "the right token is taken"
sandbox_stop
finish
