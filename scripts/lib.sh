# shellcheck shell=bash
# What every script here shares: the project's root, its data folder, words to the user, packages.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=$root/.data
export HOME=${HOME:-$data/home}
mkdir -p "$HOME" "$data/bin"

# What the libraries can do beside what we use is left out of the programs (docs/decisions/0009-size-of-the-program.md). Every
# build, test and linter gets it from here; without it the programs are the same, only larger.
tags=nomsgpack,grpcnotrace,validator_novalidatefn,nethttpomithttp2
export GOFLAGS="${GOFLAGS:+$GOFLAGS }-tags=$tags"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "${0##*/}: $*"
  exit 1
}

# usage TEXT ARGUMENT…: prints TEXT when the first argument asks for help.
usage() {
  case ${2:-} in
    -h | --help)
      printf '%s\n' "$1"
      exit 0
      ;;
  esac
}

# as_root COMMAND…: as it is for root, by sudo where that asks for no password.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

may_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

# install_packages NAME…: from the distribution, without a question. The lists are renewed only if a name isn't found.
install_packages() {
  say "Installing $* ..."
  try_install "$@" >"$data/apt.log" 2>&1 ||
    { as_root apt-get -q update && try_install "$@"; } >>"$data/apt.log" 2>&1 ||
    { tail -n 20 "$data/apt.log" >&2 && return 1; }
}

try_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy --no-install-recommends install "$@"
}

docker_answers() {
  command -v docker >/dev/null && timeout 15 docker version >/dev/null 2>&1
}

# build DIRECTORY OUTPUT [PACKAGE]: a static program that needs no C compiler.
build() {
  (cd "$1" && CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags='-s -w' -o "$2" "${3:-.}")
}
