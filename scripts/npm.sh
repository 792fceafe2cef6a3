#!/bin/sh
# Run npm: the machine's when its Node.js is recent enough, else one from a Python package.
set -eu

is_recent() {
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)' 2>/dev/null
}

if ! { command -v npm >/dev/null && is_recent; }; then
    .venv/bin/python -m pip --disable-pip-version-check -q install \
        --require-hashes -r requirements/node.txt
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
fi
if [ ! -w "${HOME:-/nonexistent}" ]; then
    export npm_config_cache="$PWD/.venv/npm-cache"
fi
exec npm "$@"
