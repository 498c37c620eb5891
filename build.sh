#!/usr/bin/env bash
# Builds, tests and shows weapp-auth. Each command first makes sure of its tools: what is missing is
# installed, what is there is left alone. Tools and downloads go to .tools/, target/ and
# node_modules/, which git ignores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly WASM_BINDGEN=0.2.129 WASM_PACK=0.15.1 GECKODRIVER_VERSION=0.37.1
readonly TARGET=wasm32-unknown-unknown
export PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

help() {
  cat <<'TEXT'
Usage: ./build.sh [command]

  build   pkg/, the package that a mini-program installs (the default)
  test    every test: native, node, Chromium, Firefox, JavaScriptCore
  demo    the mini-program in a browser, beside a panel that changes the world around it
  check   format, lint, types, and whether the committed pkg/ is what the sources build
  bench   speed against http-auth and a bare wx.request, and what the package weighs
  clean   removes what was built; tools stay
  help    this text

Tools that can't be installed here can be named by environment variables:
CHROMIUM_PATH, CHROMEDRIVER, FIREFOX_PATH, GECKODRIVER, JSC_PATH.
TEXT
}

# --- Tools ------------------------------------------------------------------------------------

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

die() {
  printf '\033[1;31merror:\033[0m %s\n' "$1" >&2
  shift
  [ $# = 0 ] || printf '       %s\n' "$@" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

need_rust() {
  local channel
  has cc || install_package build-essential ||
    die "cc is missing, the linker that cargo needs." "Install a C compiler (Debian: apt-get install build-essential)."
  channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
  has rustup || die "rustup is missing, which brings Rust $channel and its WebAssembly target." \
    "Install it from https://rustup.rs and run this again."
  if ! rustup run "$channel" rustc --version >/dev/null 2>&1; then
    if rustup run stable rustc --version 2>/dev/null | grep -qF "rustc $channel "; then
      export RUSTUP_TOOLCHAIN=stable
    else
      say "installing Rust $channel"
      rustup toolchain install "$channel" --profile minimal ||
        die "rustup could not install Rust $channel." "Try: rustup toolchain install $channel"
    fi
  fi
  local part
  for part in clippy rustfmt; do
    cargo "${part/rustfmt/fmt}" --version >/dev/null 2>&1 || {
      say "adding $part"
      rustup component add "$part" || die "rustup could not add $part." "Try: rustup component add $part"
    }
  done
  [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library" ] || {
    say "adding the sources of the standard library"
    rustup component add rust-src || die "rustup could not add rust-src." "Try: rustup component add rust-src"
  }
  [ -d "$(rustc --print sysroot)/lib/rustlib/$TARGET" ] || {
    say "adding the target $TARGET"
    rustup target add "$TARGET" || die "rustup could not add $TARGET." "Try: rustup target add $TARGET"
  }
}

# need_crate NAME VERSION [PROGRAM]: from crates.io, of exactly this version. Not optimised: these
# tools run for seconds, and are built in less than half the time.
need_crate() {
  local stamp=".tools/$1-$2"
  [ -e "$stamp" ] && [ -x ".tools/bin/${3:-$1}" ] && return
  local -x CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off
  local -x CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
  say "building $1 $2 (a few minutes, once)"
  cargo install --quiet --locked --root .tools "$1@$2" || {
    say "that failed with its own lock file; trying with the newest dependencies that fit"
    cargo install --quiet --root .tools "$1@$2"
  } || die "cargo could not install $1 $2." "Try: cargo install --locked --root .tools $1@$2"
  touch "$stamp"
}

need_node() {
  local node="node 20.19 or newer, with npm"
  { has node && has npm; } || die "$node: missing." "Install it from https://nodejs.org."
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b < 2019 ? 1 : 0)' ||
    die "$node: this is $(node --version)." "Install a newer one from https://nodejs.org."
}

need_npm() {
  need_node
  need_npm_in .
}

# need_npm_in FOLDER: what the folder's package-lock.json names.
need_npm_in() {
  cmp -s "$1/package-lock.json" "$1/node_modules/.installed-lock" || {
    say "installing the npm tools of $1/package-lock.json"
    (cd "$1" && npm ci --no-audit --no-fund) ||
      die "npm ci failed in $1." "Its own message above says why."
    cp "$1/package-lock.json" "$1/node_modules/.installed-lock"
  }
}

# need_program VARIABLE PROGRAM PACKAGE: sets VARIABLE to the program's path.
need_program() {
  local path=${!1:-}
  if [ -z "$path" ]; then
    has "$2" || install_package "$3" || die "$2 is missing, and could not be installed here." \
      "Install it (Debian: apt-get install $3), or set $1 to its path."
    path=$(command -v "$2")
  fi
  [ -x "$path" ] || die "$1 names $path, which is no program."
  export "$1=$path"
}

install_package() {
  local root=()
  has apt-get || return 1
  [ "$(id -u)" = 0 ] || { has sudo && root=(sudo -n); } || return 1
  say "installing the Debian package $1"
  "${root[@]}" apt-get install -qq -y --no-install-recommends "$1" >/dev/null 2>&1 ||
    { "${root[@]}" apt-get update -qq && "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -qq -y --no-install-recommends "$1" >/dev/null; }
}

need_build_tools() {
  need_rust
  need_npm
  need_crate wasm-bindgen-cli "$WASM_BINDGEN" wasm-bindgen
  need_crate wasm-pack "$WASM_PACK"
}

need_test_tools() {
  need_build_tools
  need_program CHROMIUM_PATH chromium chromium
  need_program CHROMEDRIVER chromedriver chromium-driver
  need_program FIREFOX_PATH firefox-esr firefox-esr
  [ -n "${GECKODRIVER:-}" ] || need_crate geckodriver "$GECKODRIVER_VERSION"
  need_program GECKODRIVER geckodriver geckodriver
  need_program JSC_PATH jsc libjavascriptcoregtk-4.0-bin
}

# --- Commands ---------------------------------------------------------------------------------

# package_into FOLDER
package_into() {
  say "compiling the crate to WebAssembly"
  # The standard library is compiled with the crate, for a panic that does nothing but stop: the
  # texts of panics would make the module larger by a seventh. RUSTC_BOOTSTRAP lets the stable compiler
  # do that; nothing else here asks for it.
  RUSTC_BOOTSTRAP=1 CARGO_ENCODED_RUSTFLAGS=$(wasm_flags) wasm-pack --quiet build --mode no-install --release \
    --target bundler --no-typescript --no-pack --out-name weapp_auth \
    --out-dir ../target/wasm-pack module -- --locked \
    -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
  say "lowering, shrinking and bundling it into $1"
  node scripts/package.mjs target/wasm-pack "$1"
}

# The flags of the shipped module, between 0x1f. iOS knows WebAssembly 1.0 and little more; and
# nothing of the machine that builds may be seen in what it builds.
wasm_flags() {
  cargo fetch --quiet --locked --target "$TARGET"
  local off=-reference-types,-multivalue,-bulk-memory,-nontrapping-fptoint,-sign-ext
  # 32 KiB of stack, where the default of 1 MiB would make the first memory 17 pages; so it has 1.
  local flags=("-Ctarget-feature=$off" "-Clink-arg=-zstack-size=32768")
  flags+=("-Zunstable-options" "-Cpanic=immediate-abort")
  local crates rustc_commit
  rustc_commit=$(rustc --version --verbose | sed -n 's/^commit-hash: //p')
  flags+=("--remap-path-prefix=$PWD=weapp-auth")
  for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
    flags+=("--remap-path-prefix=$crates=crates")
  done
  flags+=("--remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=/rustc/$rustc_commit")
  (IFS=$'\x1f' && printf '%s' "${flags[*]}")
}

build() {
  need_build_tools
  package_into pkg
}

run_tests() {
  need_test_tools
  build

  say "native tests"
  cargo test --locked

  export WASM_BINDGEN_TEST_WEBDRIVER_JSON=target/webdriver.json WASM_BINDGEN_TEST_TIMEOUT=120
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
  write_webdriver_json
  say "the WebAssembly suite in node"
  cargo test --locked --target "$TARGET" --test wasm
  export WASM_BINDGEN_USE_BROWSER=1
  say "the WebAssembly suite in headless Chromium"
  env -u GECKODRIVER cargo test --locked --target "$TARGET" --test wasm
  say "the WebAssembly suite in headless Firefox"
  env -u CHROMEDRIVER cargo test --locked --target "$TARGET" --test wasm

  local folder
  for folder in tests/consumer samples/taro samples/uni-app; do need_npm_in "$folder"; done
  say "the built package: a stripped sandbox, JavaScriptCore, types, README, an install, samples, demo"
  node --test --test-concurrency=2 tests/*.test.mjs tests/*/*.test.mjs
  node --test samples/*.test.mjs miniprogram-demo/*/*.test.mjs
  say "the built package on the core as JavaScript"
  WEAPP_AUTH_ENTRY=weapp-auth/plain SCHEDULES=100 node --test --test-concurrency=2 tests/scenarios/*.test.mjs \
    tests/{buttons,calls,challenge,decisions,error,header,inspect,options}.test.mjs tests/soak/soak.test.mjs
}

write_webdriver_json() {
  mkdir -p target
  cat >target/webdriver.json <<JSON
{
  "goog:chromeOptions": {
    "binary": "$CHROMIUM_PATH",
    "args": [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"
    ]
  },
  "moz:firefoxOptions": { "binary": "$FIREFOX_PATH", "args": ["-headless"] }
}
JSON
}

# Runs the tests and counts them, whichever runner printed them, also when some fail.
test_all() {
  local log=target/test.log status
  mkdir -p target
  set +e
  (set -e && run_tests) 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  set -e
  sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
    /^test result:/ { passed += $4; failed += $6 }
    /^(#|ℹ) pass / { passed += $3 }
    /^(#|ℹ) fail / { failed += $3 }
    END { printf "\n%d passed, %d failed\n", passed, failed; exit failed > 0 || passed == 0 }' || status=1
  return "$status"
}

demo() {
  need_npm
  # What is committed is what the sources build, unless they have been changed here.
  git diff --quiet HEAD -- src scripts Cargo.toml Cargo.lock package-lock.json 2>/dev/null || build
  exec node miniprogram-demo/simulator/main.mjs
}

check() {
  need_build_tools
  say "format"
  cargo fmt --check
  prettier --check --log-level warn .
  say "lint"
  cargo clippy --locked --all-targets -- -D warnings
  cargo clippy --locked --target "$TARGET" --lib --test wasm -- -D warnings
  eslint --max-warnings 0 .
  RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items --quiet
  bash -n build.sh
  say "types"
  tsc -p tests/types
  say "is the committed pkg/ what the sources build?"
  package_into target/pkg
  diff -r pkg target/pkg ||
    die "pkg/ is out of date." "Run ./build.sh and commit what it changes in pkg/."
}

bench() {
  build
  cargo bench --locked --bench challenge --bench machine
  need_program JSC_PATH jsc libjavascriptcoregtk-4.0-bin
  node benches/request/main.mjs
  node --expose-gc benches/request/heap.mjs
  node benches/size.mjs
}

clean() {
  say "removing target/"
  rm -rf target
}

[ $# -le 1 ] || die "one command at a time: $*"
case "${1:-build}" in
  build) build ;;
  test) test_all ;;
  demo) demo ;;
  check) check ;;
  bench) bench ;;
  clean) clean ;;
  help | -h | --help) help ;;
  *)
    help >&2
    die "there is no command '$1'."
    ;;
esac
