#!/bin/bash
# The wizard as questions and answers: walked through by a script, it leaves the same world as `runready apply --yes`.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"
. "$top_srcdir/tests/support/plain.bash"
command -v jq >/dev/null || skip_all "no jq"
command -v curl >/dev/null || skip_all "no curl"
where=(--project my-ml-project --region asia-northeast1 --service churn-api)

# The world without its clocks.
world() { # ADDRESS
    curl -fsS "$1_state" | jq -S 'walk(if type == "object" then
        with_entries(select(.key | test("Time$") | not)) | map_values(if type == "number" and . > 1e12 then 0 else . end)
        else . end)'
}

# What was said, in one line: where it breaks depends on how long the path of a file is.
unwrapped() {
    tr -s '\n ' '  ' <<<"$plain_said"
}

# After `apply` with these options, and after a walk with the same: sets by_apply, by_plain, plain_status and plain_all.
both() { # SCENARIO APPLY-OPTION...
    local scenario=$1
    shift
    sandbox_start "$scenario"
    (
        sandbox_env "$sandbox_address"
        exec "$RUNREADY" apply "${where[@]}" "$@" --yes </dev/null
    ) >"$TMPDIR/apply.out" 2>&1
    apply_status=$?
    by_apply=$(world "$sandbox_address")
    sandbox_stop
    sandbox_start "$scenario"
    # The environment of this shell is the dialogue's; the sandbox is the only cloud there is.
    sandbox_env "$sandbox_address"
    plain_start "${where[@]}" "${plain_options[@]}"
    plain_walk
    plain_end
    by_plain=$(world "$sandbox_address")
    sandbox_stop
}

same() { # SCENARIO STATUS NAME
    plain_options=()
    both "$1"
    is "$by_plain" "$by_apply" "$1: the same world as apply leaves, $3"
    is "$plain_status $apply_status" "$2" "$1: and the status is right"
}

same first-day "0 0" "from the first question to the last"
has "$plain_all" "To make them, type: 7 my-ml-project churn-api" "consent is the number of changes, the project and, for what is grave, the service"
has "$plain_all" "Step 7 of 7" "progress is told in sentences"
has "$plain_all" "Done: 7 changes" "and at the end what was done"
lacks "$plain_all" $'\e' "no cursor is moved"
lacks "$plain_all" $'\r' "nothing is said twice on one line"
same fresh "0 0" "on a project that is fresh"
same apis-off "0 0" "in two rounds, the second when the APIs answer"
same no-rights "3 3" "which is none"
has "$plain_all" "you lack the permission" "no-rights: what is lacking is said"
has "$plain_all" "Leave out what you may not do" "no-rights: and what can be done"
same org-blocked "0 0" "with the access that is allowed"

# --- an access that the organisation forbids ---
plain_options=(--use-case public)
both org-blocked --use-case public
is "$apply_status" "3" "org-blocked: apply refuses public access"
has "$plain_all" "is blocked by the organisation" "org-blocked: the dialogue says so, and proposes another way"
lacks "$by_plain" "allUsers" "org-blocked: nobody is let in who may not be"

# --- what has to wait for the service ---
plain_options=(--use-case public)
both fresh --use-case public
is "$by_plain" "$by_apply" "fresh, public: what is applied before the deploy is what apply applies"
has "${plain_all//$'\n     '/ }" "after the deploy" "fresh, public: what waits for the deploy says so"
lacks "$plain_all" "Step 8 of 8" "fresh, public: and is not tried"

sandbox_start fresh
sandbox_env "$sandbox_address"
plain_start "${where[@]}" "${plain_options[@]}"
while plain_hear && [[ $plain_said != *"Deploy with this"* ]]; do
    consent=$(sed -n 's/^To make them, type: //p' <<<"$plain_said")
    plain_say "$consent"
done
has "$plain_said" "1 steps wait for the service" "the deploy page says what waits"
curl -fsS -X POST -H 'Content-Type: application/json' -o /dev/null \
    -d '{"template":{"containers":[{"image":"us-docker.pkg.dev/cloudrun/container/hello"}]}}' \
    "${sandbox_address}v2/projects/my-ml-project/locations/asia-northeast1/services?serviceId=churn-api"
plain_say again
plain_hear
has "$plain_said" "Let everybody call the service" "and comes up for review when it is there"
plain_walk_from
plain_end
has "$(world "$sandbox_address")" "allUsers" "and is applied then"
is "$plain_status" 0 "which ends ready"
sandbox_stop

# --- nothing before the typed consent ---
sandbox_start first-day
sandbox_env "$sandbox_address"
before=$(world "$sandbox_address")
plain_start "${where[@]}"
for answer in "" "" "" "" "" "" "7 my-ml-project" "my-ml-project" "yes" "8 my-ml-project churn-api" "7 other-project churn-api" ""; do
    plain_hear && plain_say "$answer"
done
plain_hear
is "$(world "$sandbox_address")" "$before" "whatever else is typed, nothing is written"
plain_say quit
plain_hear
plain_end
has "$plain_said" "Nothing was changed" "and the end says so"
sandbox_stop

# --- words ---
sandbox_start first-day
sandbox_env "$sandbox_address"
plain_start "${where[@]}"
plain_hear
plain_say "?"
plain_hear
has "$plain_said" "back: one page back" "? explains"
plain_say "nonsense"
plain_hear
has "$plain_said" "? says what can be answered" "what is no answer is told"
plain_say 5
plain_hear
has "$plain_said" "Enter keeps my-ml-project" "a question speaks its default"
plain_say "Not A Project"
plain_hear
has "$plain_said" "project ID" "a value that has not the form is refused with the rule, and asked for again"
plain_say ""
plain_hear
plain_say 3
plain_hear
has "$plain_said" "Scheduled batch (chosen)" "a number chooses"
plain_say back
plain_hear
has "$plain_said" "What is to run?" "there is nothing before the first page"
plain_say 1
plain_hear
plain_say ""
plain_hear
plain_say 2
plain_hear
has "$plain_said" "roles/logging.logWriter" "a station tells what is known of it"
plain_say log
plain_hear
has "$plain_said" "cloudresourcemanager" "the calls can be listed"
plain_say who
plain_hear
has "$plain_said" "Signed in by:" "who is signed in can be asked"
plain_say "trouble 2"
plain_hear
has "$plain_said" "roles/artifactregistry.writer" "a symptom leads to its cause and its remedy"
plain_say glossary
plain_hear
has "$plain_said" "service account: An identity for programs" "and the terms are explained"
plain_say ""
plain_hear
plain_say ""
plain_hear
plain_say "preset minimal"
plain_hear
has "$plain_said" "Preset: minimal" "a preset is chosen by its name"
plain_say "language ja"
plain_hear
has "$plain_said" "minimal" "the language changes in the middle"
plain_say "language en"
plain_hear
plain_say back
plain_hear
has "$plain_said" "Build account" "back leads back"
plain_say ""
plain_hear
has "$plain_said" "Preset: minimal" "and what was answered stays"
plain_say "preset guide"
plain_hear
plain_say ""
plain_hear
plain_say ""
plain_hear
has "$plain_said" "No change has been made yet" "the review"
plain_say 1
plain_hear
has "$plain_said" "switched off" "a step can be switched off"
has "${plain_said//$'\n     '/ }" "because it needs step 1" "and what needs it goes off, visibly"
plain_say 1
plain_hear
lacks "$plain_said" "switched" "and on again"
for form in gcloud terraform request json diff; do
    plain_say "$form"
    plain_hear
    tap_result "$((${#plain_said} < 200))" "the changes as $form"
done
plain_say "save gcloud $TMPDIR/grants.sh"
plain_hear
has "$(unwrapped)" "Saved: $TMPDIR/grants.sh" "a form is saved to a file"
ok "which is a script" sh -n "$TMPDIR/grants.sh"
echo mine >"$TMPDIR/taken"
plain_say "save gcloud $TMPDIR/taken"
plain_hear
has "$(unwrapped)" "there already" "a file that is there is not written over"
is "$(<"$TMPDIR/taken")" "mine" "and stays as it is"
exec {plain_to}>&-
plain_hear
plain_end
is "$plain_status" "1" "the end of the input ends the dialogue"
sandbox_stop

# --- who gets it ---
out=$("$RUNREADY" --sandbox=first-day </dev/null 2>/dev/null)
has "$out" "runready check" "without a terminal, runready alone checks"
if command -v script >/dev/null; then
    out=$(printf 'quit\n' | TERM=dumb script -qec "$RUNREADY --sandbox=first-day" /dev/null 2>/dev/null)
    has "$out" "What is to run?" "a dumb terminal gets the questions"
    lacks "$out" $'\e' "and no escape sequence"
else
    skip "a dumb terminal gets the questions" "no script"
fi
finish
