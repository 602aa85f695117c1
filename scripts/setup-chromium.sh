#!/bin/sh
# A Chromium for the browser tests: whichever the system has, else Debian's.
. "$(dirname -- "$0")/lib.sh"

sh "$PROJECT/scripts/find-chromium" >/dev/null && exit 0
[ -z "${CHROMIUM:-}" ] || exit 1
have_apt || fail "no Chromium or Chrome was found; the browser tests need one" \
    "macOS: brew install --cask chromium · Fedora: dnf install chromium · Arch: pacman -S chromium" \
    "One that is not on PATH: make test CHROMIUM=/path/to/it"
apt_install chromium chromium-sandbox fonts-liberation
sh "$PROJECT/scripts/find-chromium" >/dev/null || fail "chromium was installed but cannot be found"
