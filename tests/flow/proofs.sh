#!/bin/bash
# Every way a right can be held, or not, shows in the check in its own words and in JSON with its derivation.
. "${top_srcdir:?}/tests/support/tap.bash"

# text SCENARIO ARG...: the page as one line, so that where it wraps does not matter.
text() {
    local scenario=$1
    shift
    "$RUNREADY" check --sandbox="$scenario" "$@" 2>/dev/null | tr -s ' \n' ' '
}
json() {
    local scenario=$1
    shift
    "$RUNREADY" check --sandbox="$scenario" --json "$@" 2>/dev/null | tr -s ' \n' ' '
}

# --- roles of the guide ---
page=$(text fresh)
for role in logging.logWriter artifactregistry.writer run.admin iam.serviceAccountUser storage.objectViewer storage.objectCreator; do
    has "$page" "roles/$role" "the guide's roles/$role is asked for"
done
has "$page" "no role gives logging.logEntries.create" "what is missing is said by permission"
has "$page" "the smallest role that gives it: roles/run.developer on the project" "a smaller role than the guide's is named"
has "$(json fresh)" '"choices":' "the roles that would help are in the JSON"

# --- broader, inherited, custom ---
page=$(text editor)
has "$page" "ok Push the built image roles/artifactregistry.writer given by roles/editor" "a broader role is enough"
has "$page" "roles/editor on the project gives more than the build needs" "and what it gives beyond is said"
has "$(text inherited)" "given by roles/logging.logWriter (folders/246813579024)" "a folder's grant is enough"
has "$(json inherited)" '"level": "folder", "resource": "folders/246813579024", "role": "roles/logging.logWriter"' "the JSON names the folder"
page=$(text custom-roles)
has "$page" "given by projects/my-ml-project/roles/buildLogs" "a custom role of the project is read"
has "$page" "given by organizations/987654321098/roles/imagePusher" "one of the organisation too"
has "$page" "given by projects/my-ml-project/roles/deployer, projects/my-ml-project/roles/deployerRest" "two half roles add up"
has "$page" "projects/my-ml-project/roles/sourceReader on the project does not count" "a role that is off gives nothing"

# --- conditions ---
page=$(text conditions)
data=$(json conditions)
has "$page" "missing Write the build log" "an expired grant is missing"
has "$page" 'its condition "the first trial" does not hold' "and says that it has lapsed"
has "$page" "which holds until 2099-01-01T00:00:00Z" "a running one says until when"
has "$page" "Held now, under a condition." "and is no alarm"
has "$page" "resource.matchTag('987654321098/env', 'prod')" "one that hangs on a tag names it"
has "$data" '"kind": "lapsed"' "the JSON tells the lapsed"
has "$data" '"until": "2099-01-01T00:00:00Z"' "the end of the running"
has "$data" '"kind": "conditional"' "and the undecided"

# --- groups, sets, the dead ---
page=$(text groups)
has "$page" "unknown Write the build log" "a group's grant is neither held nor missing"
has "$page" "whether group:builders@example.com holds the account cannot be seen" "the group is named"
has "$page" "ok Run the service as its account" "the account's principal:// form counts"
has "$page" "is a deleted member" "a deleted member's does not"
has "$(json groups)" '"kind": "group"' "the JSON tells the group"

# --- deny policies and boundaries ---
page=$(text deny)
has "$page" "blocked Read the uploaded source" "a deny rule blocks what a role gives"
has "$page" 'the deny policy "Machines read no objects" on the project forbids storage.objects.get' "and is named"
has "$(json deny)" '"kind": "deny", "level": "project"' "the JSON tells the rule"
"$RUNREADY" check --sandbox=deny >/dev/null 2>&1
is "$?" "3" "a deny policy ends the check with 3"
plan=$("$RUNREADY" plan --sandbox=deny 2>/dev/null)
has "$plan" "Blocked by deny:policies/" "the plan names it"
lacks "$plan" "step: grant-project-role:roles/storage.objectViewer" "and proposes no grant against it"
page=$(text deny-maybe)
has "$page" "unknown Push the built image" "a rule that cannot be decided leaves a grant unknown"
has "$page" "no grant helps against that" "and asks for no grant"
has "$page" "principalAccessBoundaryPolicies/only-example" "a boundary is named"
has "$(text first-day)" "Not looked at:" "without --deep nothing is claimed of deny policies"
lacks "$(json first-day)" '"deny-policies:' "and nothing is read of them"
has "$(json first-day --deep)" '"deny-policies:folders/246813579024"' "--deep reads them on every level"

# --- levels that may not be read ---
data=$(json first-day --fault '*folders*getIamPolicy=403')
has "$data" '"kind": "unreadable"' "a level that may not be read is told"
lacks "$data" '"state": "missing", "required": true, "title": "Write the build log"' "and nothing is missing then"

# --- a dedicated build account ---
plan=$("$RUNREADY" plan --sandbox=fresh --build-account new --preset minimal 2>/dev/null)
has "$plan" "step: create-service-account:cloud-run-builder" "a dedicated build account is made"
has "$plan" "to: serviceAccount:cloud-run-builder@my-ml-project.iam.gserviceaccount.com" "and gets the roles"
has "$("$RUNREADY" plan --sandbox=fresh --build-account new --access public 2>/dev/null)$("$RUNREADY" plan --sandbox=fresh --build-account new --access public --json 2>/dev/null)" "--build-service-account" "the deploy names it"
ok "it can be applied" "$RUNREADY" apply --sandbox=fresh --build-account new --preset scoped --yes
has "$("$RUNREADY" plan --sandbox=first-day 2>/dev/null)" "act as every service account of the project" "the plan says what its grants newly allow"
finish
