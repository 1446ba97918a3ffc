#!/usr/bin/env bash
# Runs a command on an X server and a window manager of its own, and takes both down again.
#
#   scripts/with-display.sh COMMAND [ARGUMENT…]      (DISPLAY_SIZE=1280x800 by default)
set -euo pipefail

state=$(mktemp -d)
server= manager=
finish() {
    # The window manager first: it would complain about the server going away.
    for process in $manager $server; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$state"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# With -displayfd the server picks a free number itself and tells it when it is ready to be used.
mkfifo "$state/number"
Xvfb -displayfd 3 -screen 0 "${DISPLAY_SIZE:-1280x800}x24" -nolisten tcp -noreset 3>"$state/number" 2>"$state/log" &
server=$!
if ! read -r -t 30 number <"$state/number"; then
    echo "The X server did not start:" >&2
    cat "$state/log" >&2
    exit 1
fi
export DISPLAY=:$number
unset WAYLAND_DISPLAY
export QT_QPA_PLATFORM=xcb
export XDG_RUNTIME_DIR=$state

XDG_CACHE_HOME=$state openbox --sm-disable >"$state/openbox.log" 2>&1 &
manager=$!
# It is there once it has put its name on the root window; only then do windows get focus.
for _ in $(seq 100); do
    if xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id'; then
        break
    fi
    sleep 0.1
done

"$@"
