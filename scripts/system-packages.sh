#!/usr/bin/env bash
# Sees to it that the operating system has what Python packages cannot bring along.
#
#   scripts/system-packages.sh venv PYTHON   what `PYTHON -m venv` needs
#   scripts/system-packages.sh qt            the libraries that Qt's Linux wheels load from the system
#   scripts/system-packages.sh display       an X server, a window manager and xdotool, for the end-to-end tests
#
# Silent when nothing is missing. On Debian and its relatives it installs what is, as root or with a sudo that asks
# nothing; where it may not, it prints the one command to run and fails. Elsewhere it says what is needed.
set -euo pipefail

# library or command, and the Debian package that brings it
qt_needs='
libEGL.so.1               libegl1
libGL.so.1                libgl1
libfontconfig.so.1        libfontconfig1
libfreetype.so.6          libfreetype6
libglib-2.0.so.0          libglib2.0-0
libdbus-1.so.3            libdbus-1-3
libxkbcommon.so.0         libxkbcommon0
libxkbcommon-x11.so.0     libxkbcommon-x11-0
libwayland-cursor.so.0    libwayland-cursor0
libX11.so.6               libx11-6
libX11-xcb.so.1           libx11-xcb1
libxcb.so.1               libxcb1
libxcb-cursor.so.0        libxcb-cursor0
libxcb-icccm.so.4         libxcb-icccm4
libxcb-image.so.0         libxcb-image0
libxcb-keysyms.so.1       libxcb-keysyms1
libxcb-randr.so.0         libxcb-randr0
libxcb-render.so.0        libxcb-render0
libxcb-render-util.so.0   libxcb-render-util0
libxcb-shape.so.0         libxcb-shape0
libxcb-shm.so.0           libxcb-shm0
libxcb-sync.so.1          libxcb-sync1
libxcb-xfixes.so.0        libxcb-xfixes0
libxcb-xkb.so.1           libxcb-xkb1
'
display_needs='
Xvfb      xvfb
xprop     x11-utils
xdotool   xdotool
openbox   openbox
'

has_library() {
    [[ $libraries == *$'\t'"$1 "* ]]
}

has_command() {
    command -v "$1" >/dev/null 2>&1
}

missing_packages() { # test, needs
    local name package
    while read -r name package; do
        if [ -n "$name" ] && ! "$1" "$name"; then
            echo "$package"
        fi
    done <<<"$2"
}

find_libraries() {
    if has_command ldconfig; then
        ldconfig -p
    elif [ -x /sbin/ldconfig ]; then
        /sbin/ldconfig -p
    fi
}

install() { # packages
    local get="apt-get install --yes --no-install-recommends $*"
    if ! has_command apt-get; then
        echo "Annotator needs libraries or programs that this system lacks. On Debian they are called:" >&2
        echo "    $*" >&2
        echo "Please install what your system calls them, and run the same command again." >&2
        exit 1
    fi
    local run=(env DEBIAN_FRONTEND=noninteractive)
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            echo "Some system packages are missing, and this account may not install them. Please run" >&2
            echo "    sudo apt-get update && sudo $get" >&2
            echo "and then the same command again." >&2
            exit 1
        fi
        run=(sudo -n "${run[@]}")
    fi
    echo "Installing system packages: $*"
    # Without a network the lists may still be good enough, so a failed update is not the end.
    "${run[@]}" apt-get update -qq </dev/null || true
    # shellcheck disable=SC2086 # the words of the command are meant to be split
    if ! "${run[@]}" $get -qq </dev/null >/dev/null; then
        echo "The system packages could not be installed. The command was: $get" >&2
        exit 1
    fi
}

missing=
case "${1:-}" in
    venv)
        python=${2:?which Python}
        if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            missing=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        fi
        ;;
    qt)
        [ "$(uname -s)" = Linux ] || exit 0
        # The list has a line such as "<tab>libEGL.so.1 (libc6,x86-64) => /lib/…"
        libraries=$(find_libraries)
        missing=$(missing_packages has_library "$qt_needs")
        ;;
    display)
        missing=$(missing_packages has_command "$display_needs")
        ;;
    *)
        echo "Usage: scripts/system-packages.sh venv PYTHON | qt | display" >&2
        exit 2
        ;;
esac

if [ -n "$missing" ]; then
    # shellcheck disable=SC2086 # one package a word
    install $missing
fi
