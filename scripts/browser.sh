#!/bin/sh
# See to a browser for the browser tests: the machine's, else Debian's where we may install it.
# Without one those tests are skipped by name; that is for the tests to say.
set -eu

for browser in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$browser" >/dev/null; then
        exit 0
    fi
done
command -v apt-get >/dev/null || exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    exit 0
fi
echo "Installing Chromium for the browser tests …"
{ $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1 ||
    echo "Chromium could not be installed." >&2
