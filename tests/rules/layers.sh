#!/bin/bash
# An include may point right or down, never left or up.
cd "${top_srcdir:?}" || exit 99
. tests/support/tap.bash
. tests/support/sources.bash

# What a layer may include, beside itself and the public headers of the layers it may include.
read -r -d '' layers <<'END'
util
net       util
auth      net util
gcp       auth net policy util
policy    util
observe   policy gcp auth net util
judge     observe policy util
plan      judge observe policy util
export    plan judge observe policy util
apply     plan judge observe policy gcp auth net util
sandbox   util
tui       apply export plan judge observe policy gcp auth net util
cli       tui sandbox apply export plan judge observe policy gcp auth net util
END

# The layer a public header belongs to: core/include/runready/NOUN.h.
read -r -d '' nouns <<'END'
util      api arena err lang context
policy    power schedule
auth      sign_in
observe   fact observed cron
judge     finding step
plan      plan preset review
apply     run session undo
export    export
END

# Libraries: a pattern of headers, and the files that alone may include them.
read -r -d '' libraries <<'END'
^(n?curses|panel|term|ncursesw/.*)\.h$   ^tui/term(_draw|_keys)?\.c$
^(curl/.*|libsecret/.*)$                 ^core/net/
^pthread\.h$                             ^core/net/
^json-c/                                 ^(core/(net|gcp|auth)/|sandbox/|.*_json\.c$)
^microhttpd\.h$                          ^sandbox/
END

includes() {
    # shellcheck disable=SC2046 # our file names hold no blanks
    grep -HoE '^ *# *include *[<"][^">]*[">]' $(tracked 'core/*.c' 'core/*.h' 'cli/*.c' 'cli/*.h' 'tui/*.c' 'tui/*.h' \
        'sandbox/*.c' 'sandbox/*.h') | sed -E 's/^([^:]*): *# *include *([<"][^">]*).$/\1 \2/'
}

problems=$(includes | awk -v layers="$layers" -v nouns="$nouns" -v libraries="$libraries" '
    BEGIN {
        n = split(layers, rows, "\n")
        for (i = 1; i <= n; i++) {
            m = split(rows[i], words, " ")
            for (j = 1; j <= m; j++) may[words[1], words[j]] = 1
            known[words[1]] = 1
        }
        n = split(nouns, rows, "\n")
        for (i = 1; i <= n; i++) {
            m = split(rows[i], words, " ")
            for (j = 2; j <= m; j++) noun_layer[words[j]] = words[1]
        }
        n_libraries = split(libraries, rows, "\n")
        for (i = 1; i <= n_libraries; i++) {
            split(rows[i], words, " ")
            header_pattern[i] = words[1]
            file_pattern[i] = words[2]
        }
        split("policy judge plan export", words, " ")
        for (i in words) pure[words[i]] = 1
    }

    # "" for what belongs to no layer (config.h, the catalogue).
    function layer_of(path,   parts, noun) {
        if (path ~ /^core\/include\/runready\//) path = substr(path, length("core/include/") + 1)
        split(path, parts, "/")
        if (parts[1] == "runready") {
            noun = parts[2]
            sub(/\.h$/, "", noun)
            return noun in noun_layer ? noun_layer[noun] : "?" path
        }
        if (parts[1] == "core") return parts[2]
        return parts[1] == "config.h" || parts[1] == "po" ? "" : parts[1]
    }

    # One place for a header, however it is named.
    function key(path) {
        return path ~ /^runready\// ? "core/include/" path : path
    }

    {
        file = $1
        name = substr($2, 2)
        from = layer_of(file)
        files[file] = from
        for (i = 1; i <= n_libraries; i++)
            if (name ~ header_pattern[i] && file !~ file_pattern[i])
                print file ": <" name "> is not for this file"
        if (substr($2, 1, 1) == "<") next
        to = layer_of(name)
        if (from ~ /^\?/) { unknown[file] = 1; next }
        if (to ~ /^\?/) { unknown[key(name)] = 1; next }
        if (!(from in known)) { print file ": the folder has no row among the layers"; next }
        if (to == "") {
            if (name ~ /^po\// && from != "util") print file ": " name " is for core/util"
            next
        }
        # The strict JSON reader is a pure part of net.
        if (file ~ /_json\.c$/ && name == "core/net/json.h") next
        if (!((from, to) in may)) print file ": " from " may not include " to " (" name ")"
        if (!((file, key(name)) in edge)) {
            edge[file, key(name)] = 1
            next_of[file, ++n_next[file]] = key(name)
        }
    }

    # Does `file` reach a layer that acts? Returns the road there, or "". What gcp declares are values.
    function reach(file, seen,   i, name, road, where) {
        for (i = 1; i <= n_next[file]; i++) {
            name = next_of[file, i]
            if (name in seen) continue
            seen[name] = 1
            where = layer_of(name)
            if (where == "net" || where == "auth" || where == "apply") return name
            road = reach(name, seen)
            if (road != "") return name " -> " road
        }
        return ""
    }

    END {
        for (file in unknown) print file ": give this header a layer in tests/rules/layers.sh"
        for (file in files) {
            if (!(files[file] in pure)) continue
            split("", seen)
            road = reach(file, seen)
            if (road != "") print file ": " files[file] " is pure, but reaches " road
        }
    }' | LC_ALL=C sort -u)
is "$problems" "" "includes point right or down"

# The pure layers do no I/O and know no clock and no environment.
impure='(getenv|secure_getenv|setenv|time|clock_gettime|gettimeofday|open|openat|fopen|read|write|close|stat|lstat|fstat|unlink|rename|mkdir|opendir|socket|printf|puts|fprintf|fputs|rr_file_[a-z_]+|rr_clock_[a-z_]+) *\('
found=
while read -r file; do
    hits=$(bare_code "$file" | grep -nE "(^|[^A-Za-z0-9_>.])$impure" | sed "s,^,$file:,")
    [ -z "$hits" ] || found+=$hits$'\n'
done < <(tracked 'core/policy/*.c' 'core/judge/*.c' 'core/plan/*.c' 'core/export/*.c')
is "$found" "" "policy, judge, plan and export do no I/O"

# The library draws nothing, prints nothing and never ends the process by itself.
found=
while read -r file; do
    hits=$(bare_code "$file" | grep -nE '(^|[^A-Za-z0-9_>.])(printf|puts|putchar|perror|exit|_exit|quick_exit) *\(|(^|[^A-Za-z0-9_])(stdout|stderr)([^A-Za-z0-9_]|$)' | sed "s,^,$file:,")
    [ -z "$hits" ] || found+=$hits$'\n'
done < <(tracked 'core/*.c' 'core/*.h')
is "$found" "" "core prints nothing and does not exit"

finish
