#!/bin/sh
# Trunk, which builds the web app.
. "$(dirname -- "$0")/lib.sh"

case "$(trunk --version 2>/dev/null </dev/null || true)" in "trunk 0.21."*) exit 0 ;; esac
name=trunk-$TRUNK_VERSION
[ -x "$TOOLS/$name/bin/trunk" ] && exit 0

say "Building trunk $TRUNK_VERSION, once (2 to 4 minutes)"
enter_workspace
# Trunk only moves files about: optimising it is not worth minutes of building. Without its default features it cannot
# download anything either, which it would if it missed a tool.
CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    CARGO_TARGET_DIR="$work/target" \
    cargo install trunk --version "$TRUNK_VERSION" --locked --no-default-features --quiet --root "$work/root"
keep "$work/root" "$name"
