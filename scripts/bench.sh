#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/bench.sh [ARGUMENT…]

Builds and runs the program backend/bench, which prints the table of docs/performance.md. Arguments go to it." "$@"

cd "$root"
POSTGRES_BIN_DIR=$(scripts/postgres.sh)
export POSTGRES_BIN_DIR
scripts/simulator.sh
build backend "$data/bin/bench" ./bench
exec "$data/bin/bench" "$@"
