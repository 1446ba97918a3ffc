#!/bin/sh
# Makes the virtual environment at $1, unless a working one is there.
set -eu
venv=$1
cd "$(dirname "$0")/.."

if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
python=$(scripts/find-python.sh)
scripts/system-packages.sh venv "$python"
echo "Making $venv with $("$python" --version)."
"$python" -m venv --clear "$venv"
