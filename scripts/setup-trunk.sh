#!/bin/sh
# Trunk, which builds the web app.
. "$(dirname -- "$0")/lib.sh"

case "$(trunk --version 2>/dev/null </dev/null || true)" in "trunk 0.21."*) exit 0 ;; esac
name=trunk-$TRUNK_VERSION
[ -x "$TOOLS/$name/bin/trunk" ] && exit 0

say "Building trunk $TRUNK_VERSION, once (2 to 9 minutes)"
enter_workspace
# Trunk only moves files about: what it would gain by link-time optimisation is not worth minutes of building.
CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_TARGET_DIR="$work/target" \
    cargo install trunk --version "$TRUNK_VERSION" --locked --quiet --root "$work/root"
keep "$work/root" "$name"
