#!/bin/sh
# Prints the Python to work with: $PYTHON if set, else python3.11, else any other that the locked packages support.
set -u
suits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'

for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
    # Running it is the test: a version manager's stub is on the path and yet starts nothing.
    if "$candidate" -c "$suits" 2>/dev/null; then
        command -v "$candidate"
        exit 0
    fi
done
echo "Annotator needs Python 3.11 to 3.14, and none was found${PYTHON:+ as $PYTHON}." >&2
echo "Install one (Debian, Ubuntu: sudo apt-get install python3.11 python3.11-venv), or name it: make PYTHON=/path/to/python3" >&2
exit 1
