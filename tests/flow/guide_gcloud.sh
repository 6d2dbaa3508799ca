#!/bin/bash
# Three ways to one end: the guide's own commands by gcloud, runready apply, and runready's exported script by gcloud,
# each on a sandbox of its own with the same scenario, leave the same IAM policies.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"
command -v gcloud >/dev/null || skip_all "no gcloud"
command -v jq >/dev/null || skip_all "no jq"

project=my-ml-project
region=asia-northeast1
scenarios=(fresh partial legacy-account conditional big)

# As the guide prints them. Two things it leaves out: the repository must be there before a role is granted on it, and
# a policy with a condition in it wants --condition=None.
# Called by name, through by_gcloud.
# shellcheck disable=SC2317
guide() {
    local account role
    account=$(gcloud builds get-default-service-account --project="$project") || return
    for role in roles/logging.logWriter roles/run.admin roles/iam.serviceAccountUser roles/storage.objectViewer \
        roles/storage.objectCreator; do
        gcloud projects add-iam-policy-binding "$project" --member="serviceAccount:$account" --role="$role" \
            --condition=None || return
    done
    gcloud artifacts repositories describe cloud-run-source-deploy --location="$region" --project="$project" ||
        gcloud artifacts repositories create cloud-run-source-deploy --repository-format=docker \
            --description="Cloud Run Source Deployments" --location="$region" --project="$project" || return
    gcloud artifacts repositories add-iam-policy-binding cloud-run-source-deploy --location="$region" \
        --member="serviceAccount:$account" --role=roles/artifactregistry.writer --project="$project"
}

# Every policy of the world, without what says nothing: order, etags, empty lists.
policies() { # ADDRESS
    curl -fsS "$1_state" | jq -S '
        map_values(.iam | select(. != null) |
            {auditConfigs: (.auditConfigs // []),
             bindings: [.bindings[]? | .members |= sort] | sort_by(.role, .condition)})
        | map_values(select(.bindings != [] or .auditConfigs != []))'
}

# Requests that write, by what the sandbox heard.
writes() { # ADDRESS
    curl -fsS "$1_log" | jq '[.[] | select(.method != "GET" and (.path | test(":(getIamPolicy|testIamPermissions|getAncestry|getEffectiveOrgPolicy)$") | not))] | length'
}

by_gcloud() { # SCENARIO WAY COMMAND [ARG...]: in a sandbox of its own
    local scenario=$1 name=$1-$2 address port status=0
    shift 2
    sandbox_start "$scenario"
    address=$sandbox_address port=${sandbox_address##*:}
    (
        . "$top_srcdir/tests/support/gcloud_env.sh" "${port%/}" "$TMPDIR/config-$name"
        mkdir -p "$CLOUDSDK_CONFIG"
        "$@"
    ) >"$TMPDIR/$name.log" 2>&1 || status=$?
    policies "$address" >"$TMPDIR/$name.policies"
    sandbox_stop
    echo "$status" >"$TMPDIR/$name.status"
}

at_sandbox() { # COMMAND...: runready against the sandbox that was started
    (
        sandbox_env "$sandbox_address"
        "$RUNREADY" "$@" --project "$project" --region "$region" --service churn-api
    )
}

by_runready() { # SCENARIO
    local name=$1-runready n
    sandbox_start "$1"
    at_sandbox plan --preset guide --format gcloud >"$TMPDIR/$1.script"
    at_sandbox apply --preset guide --yes >"$TMPDIR/$name.log" 2>&1
    echo "$?" >"$TMPDIR/$name.status"
    policies "$sandbox_address" >"$TMPDIR/$name.policies"
    n=$(writes "$sandbox_address")
    at_sandbox apply --preset guide --yes >"$TMPDIR/$name.again.log" 2>&1
    echo "$?" >"$TMPDIR/$name.again"
    echo "$(($(writes "$sandbox_address") - n))" >"$TMPDIR/$name.writes"
    at_sandbox check --preset guide >"$TMPDIR/$name.check.log" 2>&1
    echo "$?" >"$TMPDIR/$name.check"
    sandbox_stop
}

scenario_ways() { # SCENARIO
    by_runready "$1"
    by_gcloud "$1" script sh "$TMPDIR/$1.script" &
    by_gcloud "$1" guide guide
    wait
}

for scenario in "${scenarios[@]}"; do
    scenario_ways "$scenario" &
done
wait

value() {
    cat "$TMPDIR/$1" 2>/dev/null
}
for scenario in "${scenarios[@]}"; do
    is "$(value "$scenario-guide.status")" 0 "$scenario: the guide's commands go through" ||
        note "$(tail -n 5 "$TMPDIR/$scenario-guide.log")"
    is "$(value "$scenario-runready.status")" 0 "$scenario: apply goes through" || note "$(value "$scenario-runready.log")"
    is "$(value "$scenario-script.status")" 0 "$scenario: the exported script goes through" ||
        note "$(tail -n 5 "$TMPDIR/$scenario-script.log")"
    has "$(value "$scenario-guide.policies")" "roles/artifactregistry.writer" "$scenario: the guide leaves its grants"
    is "$(diff "$TMPDIR/$scenario-guide.policies" "$TMPDIR/$scenario-runready.policies")" "" \
        "$scenario: apply leaves the policies that the guide's commands leave"
    is "$(diff "$TMPDIR/$scenario-guide.policies" "$TMPDIR/$scenario-script.policies")" "" \
        "$scenario: the exported script leaves them too"
    is "$(value "$scenario-runready.again") $(value "$scenario-runready.writes")" "0 0" \
        "$scenario: a second apply writes nothing" || note "$(value "$scenario-runready.again.log")"
    is "$(value "$scenario-runready.check")" 0 "$scenario: check is content" || note "$(value "$scenario-runready.check.log")"
done
finish
