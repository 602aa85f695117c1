#!/bin/sh
# wasm-bindgen's command line and test runner, in exactly the version of the library in Cargo.lock.
. "$(dirname -- "$0")/lib.sh"

[ -f "$PROJECT/Cargo.lock" ] || (cd "$PROJECT" && cargo generate-lockfile --quiet)
version=$(wasm_bindgen_version)
[ -n "$version" ] || fail "Cargo.lock does not name wasm-bindgen"
reports "$version" wasm-bindgen && reports "$version" wasm-bindgen-test-runner && exit 0
name=wasm-bindgen-$version
[ -x "$TOOLS/$name/bin/wasm-bindgen-test-runner" ] && exit 0

say "Building wasm-bindgen $version, once (1 to 3 minutes)"
enter_workspace
# Without --locked: its lock file names versions that not every registry serves.
CARGO_PROFILE_RELEASE_LTO=off CARGO_TARGET_DIR="$work/target" \
    cargo install wasm-bindgen-cli --version "$version" --quiet --root "$work/root"
keep "$work/root" "$name"
