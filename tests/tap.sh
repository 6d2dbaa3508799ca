#!/bin/sh
# tap.sh PROGRAM [ARG...]: runs a cmocka program (under $RUNREADY_TEST_WRAPPER, if set), keeping its exit status.
# cmocka before 1.1.6 reports a skipped test as "not ok N # SKIP", which is a failure in TAP.
exec 4>&1
# The wrapper is a command with its options.
# shellcheck disable=SC2086
status=$({ { ${RUNREADY_TEST_WRAPPER:-} "$@" 3>&- 4>&-; echo $? >&3; } |
    sed 's/^not ok \([0-9]* # SKIP\)/ok \1/' >&4; } 3>&1)
exit "$status"
