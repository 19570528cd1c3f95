#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/run.sh

Builds Conectafy and runs all of it on this machine, with its data below .data. Ctrl-C stops it. Reads .env if there is
one; .env.example tells what can be set." "$@"

cd "$root"

# need COMMAND FOUND WANTED: versions as numbers, the second and third compared part by part.
need() {
  [ -n "$2" ] || die "$1 is missing: install version $3 or newer"
  [ "$(printf '%s\n%s\n' "$3" "$2" | sort -V | head -n 1)" = "$3" ] || die "$1 $2 is too old: install version $3 or newer"
}

need Go "$(go env GOVERSION 2>/dev/null | sed 's/^go//')" 1.26
need Node "$(node --version 2>/dev/null | sed 's/^v//')" 20.19

if [ -f .env ]; then
  given=$(export -p)
  set -a
  # shellcheck source=/dev/null
  . ./.env
  set +a
  eval "$given" # What the caller's environment says wins over the file.
fi

# Said before anything is built; the program itself checks all of its ports when it starts.
port_is_free() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    die "port $1 is taken: set $2 to a free one, for example $2=$(($1 + 100)) make run"
  fi
}
port_is_free "${PORT:-3001}" PORT
port_is_free "${POSTGRES_PORT:-5433}" POSTGRES_PORT
port_is_free "${WEB_PORT:-3000}" WEB_PORT

if [ -z "${POSTGRES_BIN_DIR:-}" ]; then
  POSTGRES_BIN_DIR=$(scripts/postgres.sh)
  export POSTGRES_BIN_DIR
fi
say "Building ..."
scripts/simulator.sh
build backend "$data/bin/conectafy"
WEB_DIR=$(scripts/web.sh)
export WEB_DIR
exec "$data/bin/conectafy" up
