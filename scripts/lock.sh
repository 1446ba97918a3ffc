#!/usr/bin/env bash
# Writes requirements/*.txt anew: exact versions, with the hashes of every platform's wheels, naming no index.
#
# One resolution for Linux, macOS and Windows from Python 3.11 on. The development set is resolved first and the
# others within it, so that no package ever has two versions. Needs uv, which is put into a throwaway environment
# if it is not on the path. With `--upgrade` everything moves to its newest version; without, only what must.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    tools=$(mktemp -d)
    trap 'rm -rf "$tools"' EXIT
    "$(scripts/find-python.sh)" -m venv "$tools"
    "$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv
    uv=$tools/bin/uv
fi

compile() { # output, then the arguments
    local output=$1
    shift
    "$uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
        --only-binary :all: --no-emit-index-url --no-emit-find-links --no-emit-build-options \
        --custom-compile-command 'make lock' --output-file "$output" "$@"
}

compile requirements/dev.txt pyproject.toml --extra dev "${@}"
compile requirements/run.txt pyproject.toml --constraint requirements/dev.txt "${@}"
compile requirements/build.txt requirements/build.in --constraint requirements/dev.txt "${@}"

if grep -nE '://|^-|file:' requirements/*.txt; then
    echo "The lock files name an index or a place of this machine (above); they must not." >&2
    exit 1
fi
grep -c '==' requirements/*.txt
