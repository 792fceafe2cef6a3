#!/bin/sh
# See to a browser for the browser tests. Debian's headless shell of Chromium takes half of what the
# whole browser does, as it draws no window; it is installed where we may, else the machine's own
# browser serves. Without any those tests are skipped by name; that is for the tests to say.
set -eu

! command -v chromium-headless-shell >/dev/null || exit 0
command -v apt-get >/dev/null || exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    exit 0
fi

install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1"
}

echo "Installing Chromium's headless shell for the browser tests …"
{ $as_root apt-get update && install chromium-headless-shell; } >/dev/null 2>&1 && exit 0
! command -v chromium >/dev/null || exit 0
install chromium >/dev/null 2>&1 || echo "Chromium could not be installed." >&2
