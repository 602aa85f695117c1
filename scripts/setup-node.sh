#!/bin/sh
# Node, and the development packages of package.json (test runner, accessibility checker, wasm-opt, esbuild).
. "$(dirname -- "$0")/lib.sh"

how="macOS: brew install node · Fedora: dnf install nodejs npm · Arch: pacman -S nodejs npm · else https://nodejs.org"
if ! have node || ! have npm; then
    fail "Node.js (node, npm) is not installed; version 20 or newer is wanted" "$how"
fi
node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old; version 20 or newer is wanted" "$how"

cd "$PROJECT" || exit
# A copy of the lock file that was installed from tells whether it has changed since.
stamp=node_modules/.installed-from
cmp -s package-lock.json "$stamp" && exit 0
say "Installing the Node packages of package-lock.json (seconds)"
npm ci --no-audit --no-fund --loglevel=error </dev/null
cp package-lock.json "$stamp"
