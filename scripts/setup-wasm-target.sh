#!/bin/sh
# A Rust that compiles to wasm: rustup's, as usual; where its server cannot be reached, Debian's.
. "$(dirname -- "$0")/lib.sh"

compiles_to_wasm rustc && exit 0
compiles_to_wasm "$(wasm_toolchain)/bin/rustc" && exit 0

if have rustup; then
    say "Adding Rust's $WASM_TARGET target (seconds; given up after 20 s if the server does not answer)"
    limited 20 rustup target add "$WASM_TARGET" >/dev/null 2>&1 || true
    compiles_to_wasm rustc && exit 0
    say "rustup could not fetch it"
fi
exec sh "$PROJECT/scripts/setup-wasm-toolchain.sh"
