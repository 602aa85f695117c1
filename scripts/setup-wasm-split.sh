#!/bin/sh
# wasm-split-cli, which takes what is loaded later out of the app's wasm file.
. "$(dirname -- "$0")/lib.sh"

name=wasm-split-cli-$WASM_SPLIT_VERSION
[ -x "$TOOLS/$name/bin/wasm-split-cli" ] && exit 0

say "Building wasm-split-cli $WASM_SPLIT_VERSION, once (1 to 2 minutes)"
enter_workspace
# It works for a fraction of a second: optimising it is not worth minutes of building.
CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    CARGO_TARGET_DIR="$work/target" \
    cargo install wasm_split_cli_support --version "$WASM_SPLIT_VERSION" --locked --features build-binary --quiet --root "$work/root"
keep "$work/root" "$name"
