# shellcheck shell=sh
# What every test runs in: no network settings, no keyring, no configuration and no language of whoever runs it.
# Sourced, with top_srcdir and top_builddir set to absolute paths.

for name in $(env | sed -n 's/^\(CLOUDSDK_[A-Za-z0-9_]*\)=.*/\1/p; s/^\(GOOGLE_[A-Za-z0-9_]*\)=.*/\1/p; s/^\(LC_[A-Z]*\)=.*/\1/p'); do
    unset "$name"
done
unset name
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy
unset SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE SSLKEYLOGFILE
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY
unset LANGUAGE LANG NO_COLOR COLORTERM LINES COLUMNS

LC_ALL=C.UTF-8
TERM=xterm-256color
TZ=UTC
CMOCKA_MESSAGE_OUTPUT=TAP

# A fresh folder; who sources this removes it.
RUNREADY_TEST_DIR=$(mktemp -d "$top_builddir/tests/scratch.XXXXXX") || exit 99
HOME=$RUNREADY_TEST_DIR/home
TMPDIR=$RUNREADY_TEST_DIR/tmp
XDG_CONFIG_HOME=$HOME/.config
XDG_STATE_HOME=$HOME/.local/state
XDG_DATA_HOME=$HOME/.local/share
XDG_CACHE_HOME=$HOME/.cache
XDG_RUNTIME_DIR=$RUNREADY_TEST_DIR/run
mkdir -m 700 "$HOME" "$TMPDIR" "$XDG_RUNTIME_DIR" || exit 99

RUNREADY=$top_builddir/runready
# Schemas and recorded answers that lie beside the source, where somebody has them; tests that need them skip otherwise.
if [ -z "${RUNREADY_SHARED:-}" ] && [ -d "$top_srcdir/../shared" ]; then
    RUNREADY_SHARED=$(cd "$top_srcdir/../shared" && pwd)
fi

export LC_ALL TERM TZ CMOCKA_MESSAGE_OUTPUT HOME TMPDIR RUNREADY_TEST_DIR RUNREADY top_srcdir top_builddir
export XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR
[ -z "${RUNREADY_SHARED:-}" ] || export RUNREADY_SHARED
