#!/bin/sh
# Write the lock files: exact versions with their hashes, and no address of any index.
set -eu

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"$PYTHON" -m venv "$tools"
"$tools/bin/pip" --disable-pip-version-check -q install uv
cd requirements
for name in build base dev bench node; do
    "$tools/bin/uv" pip compile -q --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url "$name.in" -o "$name.txt"
done
cd ..
sh scripts/npm.sh install --package-lock-only --omit-lockfile-registry-resolved \
    --no-audit --no-fund --no-update-notifier --loglevel=error
# Where packages ask for money is no part of a lock.
"$PYTHON" - <<'END'
import json
from pathlib import Path

lock = Path("package-lock.json")
content = json.loads(lock.read_text())
for package in content["packages"].values():
    package.pop("funding", None)
lock.write_text(json.dumps(content, indent=2) + "\n")
END
