#!/bin/bash
# What the commands print as JSON fits the installed schemas, in every scenario and both languages.
. "${top_srcdir:?}/tests/support/tap.bash"
python=
for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import jsonschema' 2>/dev/null && python=$candidate && break
done
[ -n "$python" ] || skip_all "no jsonschema for python3"

# The validator reads "SCHEMA FILE" lines and names what does not fit.
cat >"$TMPDIR/validate.py" <<'END'
import json, sys
import jsonschema

validators = {}
for line in sys.stdin:
    name, path = line.split()
    if name not in validators:
        schema = json.load(open(f"{sys.argv[1]}/doc/schema/{name}-v1.schema.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(schema)
    try:
        document = json.load(open(path))
    except ValueError as error:
        print(f"{path}: {error}")
        continue
    for error in validators[name].iter_errors(document):
        print(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
END

scenarios=$("$RUNREADY" sandbox --list | awk '{print $1}')
add() { # SCHEMA NAME ARG...: runs the command and queues what it printed
    local schema=$1 file=$TMPDIR/$2.json
    shift 2
    "$RUNREADY" "$@" >"$file" 2>"$file.err"
    echo "$schema $file"
}

for scenario in $scenarios; do
    for lang in en ja; do
        add check "check-$scenario-$lang" check --sandbox="$scenario" --json --lang $lang
        add plan "plan-$scenario-$lang" plan --sandbox="$scenario" --json --lang $lang
    done
    add check "check-$scenario-minimal" check --sandbox="$scenario" --json --preset minimal --access public
    add plan "plan-$scenario-scoped" plan --sandbox="$scenario" --format json --preset scoped --access no-invoker-check
    add apply "apply-$scenario" apply --sandbox="$scenario" --json --yes
done >"$TMPDIR/queue"
{
    add check check-faults check --sandbox=fresh --json --fault '*:getIamPolicy=garbage'
    add apply apply-faults apply --sandbox=fresh --json --yes --fault '*:setIamPolicy=403'
    add history history history --json
    add whoami whoami-nobody whoami --json
    GOOGLE_OAUTH_ACCESS_TOKEN=x CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDRESOURCEMANAGER=http://127.0.0.1:1/ \
        add whoami whoami-token whoami --json --lang ja
} >>"$TMPDIR/queue"

is "$("$python" "$TMPDIR/validate.py" "$top_srcdir" <"$TMPDIR/queue" 2>&1; echo "$?")" "0" "every document fits its schema"
is "$(find "$TMPDIR" -name '*.json' -size 0)" "" "every command printed a document"

# A schema that takes anything would prove nothing.
sed 's/"state": "missing"/"state": "gone"/' "$TMPDIR/check-fresh-en.json" >"$TMPDIR/wrong.json"
has "$(echo "check $TMPDIR/wrong.json" | "$python" "$TMPDIR/validate.py" "$top_srcdir")" "gone" "a wrong word is found"
sed '/"remedy"/d' "$TMPDIR/check-fresh-en.json" >"$TMPDIR/wrong.json"
ok "a cut document is found" test -n "$(echo "check $TMPDIR/wrong.json" | "$python" "$TMPDIR/validate.py" "$top_srcdir")"
finish
