#!/bin/bash
# Each organisation with each choice of access: the exit status, what is written, and the words.
. "${top_srcdir:?}/tests/support/tap.bash"
runready=${top_builddir:?}/runready

apply() { # SCENARIO ACCESS OPTION...: status in $status, output in $out, errors in $said
    local scenario=$1 access=$2
    shift 2
    "$runready" apply --lang en --sandbox="$scenario" --service churn-api --access "$access" \
        --schedule '0 6 * * *' --time-zone Asia/Tokyo --yes "$@" >"$TMPDIR/out" 2>"$TMPDIR/said"
    status=$?
    out=$(<"$TMPDIR/out") said=$(<"$TMPDIR/said")
}

# What is known to be blocked writes nothing, names the constraint and the roads.
blocked() { # SCENARIO ACCESS CONSTRAINT
    apply "$1" "$2"
    is "$status" 3 "$1, $2: blocked"
    has "$said" "Blocked by constraint:$3" "$1, $2: the constraint is named"
    has "$said" "private: callers prove who they are" "$1, $2: a road is left"
    has "$said" "Nothing was changed." "$1, $2: nothing was changed"
}
blocked first-day public iam.allowedPolicyMemberDomains
blocked org-blocked public iam.allowedPolicyMemberDomains
blocked org-blocked-managed public iam.managed.allowedPolicyMembers
blocked invoker-check-required no-invoker-check run.managed.requireInvokerIam

done_with() { # SCENARIO ACCESS STEP...
    local scenario=$1 access=$2 step
    shift 2
    apply "$scenario" "$access"
    is "$status" 0 "$scenario, $access: done"
    for step; do has "$out" "done             $step" "$scenario, $access: $step"; done
}
done_with org-blocked no-invoker-check disable-invoker-check
done_with org-blocked iap enable-iap grant-service-role:roles/run.invoker
done_with org-blocked scheduled create-service-account grant-service-role:roles/run.invoker create-schedule
done_with org-blocked-managed scheduled create-schedule
done_with invoker-check-required scheduled create-schedule
done_with deployed-public scheduled create-service-account create-schedule

# Before the service is there, what needs it waits.
apply first-day scheduled
is "$status" 0 "first-day, scheduled: what can be done is done"
has "$out" "create-service-account" "first-day, scheduled: the account is made"
has "$out" "Steps that wait for the service: 2." "first-day, scheduled: two steps wait"

# The other road, by itself.
apply org-blocked public --fallback
is "$status" 0 "org-blocked, public, with --fallback: done"
has "$out" "create-schedule" "org-blocked, public, with --fallback: the Scheduler calls"

# What is there is left alone, and only what is wrong with it is changed.
apply deployed-scheduled scheduled --schedule '0 * * * *' --path /api/scheduler/process
has "$out" "Nothing to change" "deployed-scheduled: nothing to change"
"$runready" plan --lang en --sandbox=deployed-scheduled --service churn-api --access scheduled \
    --schedule '30 7 * * *' --format json >"$TMPDIR/plan"
has "$(<"$TMPDIR/plan")" '"id": "update-schedule"' "another time: the job is changed, not made anew"
has "$(<"$TMPDIR/plan")" '"schedule": "30 7 * * *"' "another time: it is in the plan"
apply deployed-job scheduled --use-case pipeline
is "$status" 0 "a job of Cloud Run: planned or there already"

finish
