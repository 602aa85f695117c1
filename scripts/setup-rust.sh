#!/bin/sh
# The ordinary Rust toolchain, for the engine, the command line and every check that needs no browser.
. "$(dirname -- "$0")/lib.sh"

if ! have cargo || ! have rustc; then
    fail "Rust (cargo, rustc) is not installed" \
        "It comes with rustup, see https://rustup.rs; then run this again in a new shell."
fi
if ! have cc; then
    have_apt || fail "a C compiler (cc) is not installed" \
        "macOS: xcode-select --install · Fedora: dnf install gcc · Arch: pacman -S base-devel"
    apt_install build-essential
fi
for component in clippy rustfmt; do
    case $component in clippy) command=clippy ;; *) command=fmt ;; esac
    cargo "$command" --version >/dev/null 2>&1 && continue
    say "Adding $component to the Rust toolchain (seconds)"
    if have rustup; then limited 120 rustup component add "$component" || true; fi
    cargo "$command" --version >/dev/null 2>&1 || fail "cargo $command does not run, and rustup could not add $component"
done
