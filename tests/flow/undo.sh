#!/bin/bash
# What a run added is taken back, and only that; what takes it back can be taken back itself.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"
command -v jq >/dev/null || skip_all "no jq"
command -v curl >/dev/null || skip_all "no curl"
where=(--project my-ml-project --region asia-northeast1 --service churn-api)

# What there is, and who may do what on it.
world() {
    curl -fsS "${sandbox_address}_state" | jq -S 'map_values(
        {auditConfigs: (.iam.auditConfigs // []),
         bindings: [.iam.bindings[]? | .members |= sort] | sort_by(.role, .condition)})'
}

# Starts anew: a sandbox, and nothing in the journal.
begin() { # SCENARIO
    rm -rf "$XDG_STATE_HOME/runready"
    sandbox_start "$1"
    sandbox_env "$sandbox_address"
}

for scenario in fresh partial conditional first-day; do
    begin "$scenario"
    before=$(world)
    ok "$scenario: apply" "$RUNREADY" apply "${where[@]}" --yes
    after=$(world)
    ok "$scenario: undo" "$RUNREADY" undo --yes
    is "$(world)" "$before" "$scenario: everything is as it was before"
    last=$("$RUNREADY" history --json | jq -r '.runs[0].run')
    ok "$scenario: undo of the undo" "$RUNREADY" undo "$last" --yes
    is "$(world)" "$after" "$scenario: and as it was after"
    sandbox_stop
done

begin fresh
"$RUNREADY" apply "${where[@]}" --yes >"$TMPDIR/apply" 2>&1
before=$(world)
"$RUNREADY" undo </dev/null >"$TMPDIR/asked" 2>&1
is "$?" 2 "without a terminal and without --yes nobody can be asked"
is "$(world)" "$before" "and nothing is changed"

# Somebody else was quicker with one grant: the run found it there already.
journal=$(ls "$XDG_STATE_HOME"/runready/journal/*.jsonl)
sed -i '/grant-repository-role/s/"event":"done"/"event":"already"/' "$journal"
said=$("$RUNREADY" undo --yes 2>&1)
is "$?" 0 "what is not ours is no failure"
lacks "$said" "undo-create-repository" "a repository that somebody else's grant is on is not offered for deletion"
has "$said" "it was there before the run" "the grant that was there stays"
has "$said" "somebody else was given a role on it" "and the repository with it, for that reason"
is "$(world | jq -r '.[] | .bindings[] | select(.role == "roles/artifactregistry.writer") | .members[]')" \
    "serviceAccount:123456789012-compute@developer.gserviceaccount.com" "the grant is still there"
is "$(world | jq '[.[] | .bindings[] | select(.role == "roles/run.admin")] | length')" 0 "what the run added is gone"
sandbox_stop
finish
