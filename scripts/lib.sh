# shellcheck shell=sh disable=SC2034
# Shared by the shell scripts here (sourced, never run): pinned versions, where tools live, how to install and to speak.
# Plain POSIX sh, so that it runs with whatever shell a reader has.
set -eu

TRUNK_VERSION=0.21.14
WASM_SPLIT_VERSION=0.2.4
WASM_TARGET=wasm32-unknown-unknown

PROJECT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# What we install ourselves, one versioned folder a tool: a fresh clone finds it again, nothing of the reader's is overwritten.
TOOLS=${LAMBDA_PLAYGROUND_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/lambda-playground}

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# limited SECONDS COMMAND...: gives up after that time where the system has `timeout`.
limited() {
    seconds=$1
    shift
    if have timeout; then timeout -k 5 "$seconds" "$@"; else "$@"; fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

have_apt() { have apt-get && have dpkg-query; }

apt_offers() { apt-cache show "$1" >/dev/null 2>&1; }

apt_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

apt_update() { as_root apt-get update -qq </dev/null; }

# apt_install PACKAGE...: installs what is missing of them; refreshes the package lists only if something is.
apt_install() {
    missing=
    for package in "$@"; do apt_installed "$package" || missing="$missing $package"; done
    [ -n "$missing" ] || return 0
    [ "$(id -u)" -eq 0 ] || have sudo || fail "Debian packages are missing, and neither root nor sudo is at hand:$missing"
    say "Installing Debian packages (about 1 minute):$missing"
    apt_update
    # shellcheck disable=SC2086 # a list, meant to split into words
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
}

# keep FOLDER NAME: moves a finished folder into the tools cache in one step. Whoever comes second keeps the first one's.
keep() {
    if [ -e "$TOOLS/$2" ]; then rm -rf "$1"; else mv "$1" "$TOOLS/$2"; fi
}

# enter_workspace: makes a folder to build in, $work, on the tools cache's own disk; it is gone when the script ends.
work=
enter_workspace() {
    mkdir -p "$TOOLS"
    work=$(mktemp -d "$TOOLS/.building.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM
}

# Does this rustc (default: the one on PATH) have the standard library for wasm?
compiles_to_wasm() {
    library=$("${1:-rustc}" --print target-libdir --target "$WASM_TARGET" 2>/dev/null) || return 1
    for file in "$library"/libstd-*.rlib; do [ -e "$file" ] && return 0; done
    return 1
}

# The fallback toolchain's folder, named after the Debian package it links to: an upgraded package gets a new one.
wasm_toolchain() {
    version=$(dpkg-query -W -f='${Version}' rustc-web 2>/dev/null | tr -c 'A-Za-z0-9.' '-') || version=
    printf '%s/rust-wasm-%s\n' "$TOOLS" "${version:-none}"
}

simfaas_python() { printf '%s/simfaas-0.2.2/bin/python\n' "$TOOLS"; }

wasm_bindgen_version() {
    awk '/^name = /{name = $3} /^version = /{if (name == "\"wasm-bindgen\"") {gsub(/"/, "", $3); print $3; exit}}' "$PROJECT/Cargo.lock"
}

# reports VERSION COMMAND: true if `COMMAND --version` names exactly that version.
reports() {
    have "$2" && [ "$("$2" --version 2>/dev/null </dev/null | awk 'NR == 1 {print $2}')" = "$1" ]
}
