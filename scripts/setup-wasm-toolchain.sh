#!/bin/sh
# The fallback: a Rust toolchain in the tools cache that compiles to wasm, made of Debian's compiler (linked, not copied)
# and a standard library for wasm built once from Debian's sources. Nothing is written into the system's own folders.
. "$(dirname -- "$0")/lib.sh"

unavailable() {
    fail "Rust cannot compile to $WASM_TARGET here" \
        "Usual way:  rustup target add $WASM_TARGET" \
        "No rustup:  Fedora: dnf install rust-std-static-$WASM_TARGET lld · Arch: pacman -S rust-wasm lld"
}

have_apt || unavailable
apt_installed rustc-web || apt_offers rustc-web || apt_update
apt_installed rustc-web || apt_offers rustc-web || unavailable
apt_install rustc-web cargo-web rust-web-src rust-web-clippy lld-22

final=$(wasm_toolchain)
compiles_to_wasm "$final/bin/rustc" && exit 0
say "Building Rust's standard library for wasm with $(/usr/bin/rustc --version | cut -d' ' -f1-2), once (about 1 minute)"

host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
enter_workspace
root=$work/root
mkdir -p "$root/bin" "$root/lib/rustlib/$host/bin" "$root/lib/rustlib/$WASM_TARGET/lib"
ln -s "/usr/lib/rustlib/$host/lib" "$root/lib/rustlib/$host/lib"
ln -s /usr/lib/rustlib/src "$root/lib/rustlib/src"
ln -s /usr/bin/lld-22 "$root/lib/rustlib/$host/bin/rust-lld"
ln -s /usr/bin/cargo "$root/bin/cargo"

# Each command finds its toolchain from where it stands, so that the finished folder can be moved.
wrap() {
    cat >"$root/bin/$1" <<WRAPPER
#!/bin/sh
SYSROOT=\$(CDPATH='' cd -- "\$(dirname -- "\$0")/.." && pwd)
export SYSROOT
exec /usr/bin/$1 $2 "\$@"
WRAPPER
    chmod +x "$root/bin/$1"
}
# shellcheck disable=SC2016 # for the wrapper to expand
for command in rustc rustdoc; do wrap $command '--sysroot "$SYSROOT"'; done
for command in cargo-clippy clippy-driver; do wrap $command ''; done

# An empty crate, compiled together with the standard library; what was compiled for it is what we are after.
mkdir -p "$work/empty/src"
printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$work/empty/Cargo.toml"
echo '#![no_std]' >"$work/empty/src/lib.rs"
(
    cd "$work/empty" || exit
    # Bitcode, or an app with link-time optimisation does not link; no path of this machine in panic messages.
    RUSTFLAGS="-Cembed-bitcode=yes --remap-path-prefix=$root/lib/rustlib/src/rust=/rust" \
        RUSTC_BOOTSTRAP=1 RUSTC="$root/bin/rustc" CARGO_TARGET_DIR="$work/target" RUSTC_WRAPPER='' \
        /usr/bin/cargo build --quiet --release --target "$WASM_TARGET" -Zbuild-std=std,panic_abort,test
)
rm -f "$work/target/$WASM_TARGET"/release/deps/libempty-*
cp "$work/target/$WASM_TARGET"/release/deps/lib*.rlib "$root/lib/rustlib/$WASM_TARGET/lib/"

keep "$root" "$(basename -- "$final")"
compiles_to_wasm "$final/bin/rustc" || fail "the toolchain in $final does not compile to wasm"
