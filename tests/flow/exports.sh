#!/bin/bash
# A plan for others: as Terraform and as a request to an administrator, from the command line; and where gcloud is
# there, what the request says to run does what it says.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"

export_plan() { # SCENARIO FORMAT [ARG...]: sets out and status
    local scenario=$1 format=$2
    shift 2
    status=0
    out=$("$RUNREADY" plan --sandbox="$scenario" --format "$format" "$@" 2>"$TMPDIR/err" </dev/null) || status=$?
}

# --- the request ---
export_plan no-rights request
is "$status" 3 "what blocks is told by the status"
has "$out" "# Request for changes in the Google Cloud project \`my-ml-project\`" "the request names the project"
has "$out" "All 7 changes" "and how many changes are asked for"
has "$out" "It takes the permission: \`resourcemanager.projects.setIamPolicy\`" "each names the right that is lacking"
has "$out" "--condition=None" "commands name the condition"
has "$out" "act as every service account of the project" "and what the account could newly do"
is "$(grep -c '^To take it back:' <<<"$out")" 7 "each can be taken back"
is "$(grep -c '^To see that it took' <<<"$out")" 7 "and be seen to have taken"
export_plan no-rights request --lang ja
has "$out" "設定変更のお願い" "the request is in the language in force"
export_plan no-rights request --only create-repository
is "$(grep -c '^## [0-9]' <<<"$out")" 1 "only what is in the plan is asked for"
export_plan first-day request
is "$status" 1 "a plan with changes"
has "$out" "Nothing has to be asked for" "who may do all of it is told so"
export_plan org-blocked request --access public
is "$status" 3 "an organisation policy blocks"
has "$out" "constraint:iam.allowedPolicyMemberDomains" "which one is said"
has "$out" "allUsersIngress" "and the exception by a tag, for this one service"
lacks "$out" "allValues" "nobody is asked to open the policy"

# --- Terraform ---
export_plan first-day terraform --access scheduled --schedule '0 9 * * *' --path /jobs/nightly
is "$status" 1 "Terraform: a plan with changes"
has "$out" 'resource "google_project_iam_member"' "grants are single members"
has "$out" 'resource "google_cloud_scheduler_job"' "the schedule is there"
lacks "$out" "_iam_policy" "no policy is taken over"
lacks "$out" "_iam_binding" "and no binding"
is "$(grep -c '^resource' <<<"$out")" "$(grep '^resource' <<<"$out" | sort -u | wc -l)" "every resource has a name of its own"
first=$out
export_plan first-day terraform --access scheduled --schedule '0 9 * * *' --path /jobs/nightly
is "$out" "$first" "the same plan is the same file"
if command -v terraform >/dev/null; then
    printf '%s\n' "$out" >"$TMPDIR/main.tf"
    ok "terraform finds it well formed" terraform fmt -check "$TMPDIR/main.tf"
else
    skip "terraform finds it well formed" "no terraform"
fi

# --- into a file ---
"$RUNREADY" plan --sandbox=no-rights --format request --out "$TMPDIR/request.md" 2>/dev/null >"$TMPDIR/out"
is "$(stat -c %a "$TMPDIR/request.md")" 600 "a file is for the person alone"
is "$(<"$TMPDIR/out")" "" "and nothing else is printed"

# --- what it says to run ---
# The commands of the request under a title, one file each: $TMPDIR/TITLE.N
commands() { # FILE
    awk -v dir="$TMPDIR" '
        /^To do it:/ { name = "do" }
        /^To see that it took/ { name = "see" }
        /^To take it back:/ { name = "undo" }
        /^```/ { inside = !inside; if (inside && name != "") file = dir "/" name "." ++n[name]; else file = name = ""; next }
        inside && file != "" { print > file }' "$1"
}

# Both are called by name, through ok.
# shellcheck disable=SC2317
run_all() { # NAME: every command of that name succeeds
    local file
    for file in "$TMPDIR/$1".*; do
        sh "$file" >>"$TMPDIR/$1-out" 2>>"$TMPDIR/run.log" || return
    done
}

# shellcheck disable=SC2317
run_none() { # NAME: none succeeds
    local file
    for file in "$TMPDIR/$1".*; do
        ! sh "$file" >/dev/null 2>&1 || return
    done
}

if command -v gcloud >/dev/null; then
    "$RUNREADY" plan --sandbox=no-rights --format request --only create-repository,grant-repository-role,grant-project-role:roles/run.admin \
        --out "$TMPDIR/few.md" 2>/dev/null
    commands "$TMPDIR/few.md"
    sandbox_start fresh
    port=${sandbox_address##*:}
    (
        . "$top_srcdir/tests/support/gcloud_env.sh" "${port%/}" "$TMPDIR/gcloud"
        mkdir -p "$CLOUDSDK_CONFIG"
        ok "nothing is seen before" run_none see
        ok "what is asked for can be done" run_all "do"
        ok "and is seen" run_all see
        ok "and can be done twice" run_all "do"
        for file in "$TMPDIR"/undo.*; do mv "$file" "$TMPDIR/back.$((9 - ${file##*.}))"; done
        ok "and be taken back" run_all back
        ok "and is seen no more" run_none see
        exit "$tap_failed"
    ) >"$TMPDIR/tap"
    failed=$?
    sandbox_stop
    cat "$TMPDIR/tap"
    tap_count=$((tap_count + 6)) tap_failed=$((tap_failed + failed))
else
    skip "the commands do what they say" "no gcloud"
fi
finish
