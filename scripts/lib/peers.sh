# Installs the tools that roi-triage is measured against: the sqlite3 shell, and Python packages in a folder of
# their own. What cannot be had is named and left out. Sourced after prepare.sh.

peers="$root/.build/peers"

install_peers() {
  command -v sqlite3 >/dev/null 2>&1 || install_package sqlite3 || say "skipped: sqlite3 cannot be installed"
  if [ ! -x "$peers/bin/python" ]; then
    say "Installing DuckDB, sqlite-utils and pandas for comparison …"
    make_environment || { say "skipped: a Python environment cannot be made"; return 0; }
  fi
  local name
  for name in duckdb sqlite-utils pandas; do
    "$peers/bin/python" -c "import ${name//-/_}" 2>/dev/null || "$peers/bin/pip" install -q "$name" ||
      say "skipped: $name cannot be installed"
  done
}

make_environment() {
  python3 -m venv "$peers" 2>/dev/null && return 0
  rm -rf "$peers"
  install_package python3-venv && python3 -m venv "$peers" && return 0
  rm -rf "$peers"
  return 1
}

install_package() {
  command -v apt-get >/dev/null 2>&1 || return 1
  local become=()
  [ "$(id -u)" = 0 ] || become=(sudo)
  "${become[@]}" apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive "${become[@]}" apt-get install -y -qq "$1" >/dev/null
}
