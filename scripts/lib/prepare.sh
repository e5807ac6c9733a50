# Installs what the build needs and is missing. Sourced by the other scripts; prints nothing when all is there.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '%s\n' "$*" >&2; }

need_swift() {
  if ! command -v swift >/dev/null 2>&1; then
    say "swift is missing: install a Swift toolchain, 6.2 or later, and put it on PATH (https://www.swift.org/install)."
    exit 69
  fi
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  read -r major minor <<<"${version:-0 0}"
  if ((major < 6 || (major == 6 && minor < 2))); then
    say "swift $major.$minor is too old: roi-triage needs 6.2 or later."
    exit 69
  fi
}

need_libraries() {
  case "$(uname -s)" in
    Darwin)
      local formula
      for formula in sqlite zlib libxlsxwriter; do
        brew list "$formula" >/dev/null 2>&1 || brew install "$formula"
      done
      ;;
    *)
      local missing=()
      [ -e /usr/include/sqlite3.h ] || missing+=(libsqlite3-dev)
      [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
      [ -e /usr/include/xlsxwriter.h ] || missing+=(libxlsxwriter-dev)
      if ((${#missing[@]})); then
        local become=()
        [ "$(id -u)" = 0 ] || become=(sudo)
        say "Installing ${missing[*]} …"
        "${become[@]}" apt-get update -qq
        DEBIAN_FRONTEND=noninteractive "${become[@]}" apt-get install -y -qq "${missing[@]}" >/dev/null
      fi
      ;;
  esac
}

# A static standard library starts faster and runs on machines without a toolchain.
release_flags() {
  if [ "$(uname -s)" = Linux ]; then printf '%s\n' -c release --static-swift-stdlib; else printf '%s\n' -c release; fi
}

build_release() {
  need_swift
  need_libraries
  say "Building roi-triage (release); the first time takes some minutes …"
  # shellcheck disable=SC2046
  swift build --package-path "$root" $(release_flags) --product roi-triage >&2
  # shellcheck disable=SC2046
  binary="$(swift build --package-path "$root" $(release_flags) --show-bin-path)/roi-triage"
}

# Writes the files of scripts/bench and scripts/torture.
build_sample_files() {
  say "Building sample-files (release) …"
  # shellcheck disable=SC2046
  swift build --package-path "$root" $(release_flags) --product sample-files >&2
  # shellcheck disable=SC2046
  sample_files="$(swift build --package-path "$root" $(release_flags) --show-bin-path)/sample-files"
}
