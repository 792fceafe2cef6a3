#!/bin/sh
# Make the virtual environment, or say what the machine lacks for it.
set -eu

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Bode needs Python 3.11 or newer as '$PYTHON'; name another one with: make PYTHON=…" >&2
    exit 1
fi
rm -rf .venv
if ! "$PYTHON" -m venv .venv >.venv.log 2>&1; then
    cat .venv.log >&2
    rm -rf .venv .venv.log
    echo "Python can't make a virtual environment here." >&2
    echo "On Debian and Ubuntu the package python3-venv is needed for it." >&2
    exit 1
fi
rm -f .venv.log
pwd -P >.venv/path
