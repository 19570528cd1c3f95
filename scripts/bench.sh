#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/bench.sh [webhooks|pages|streams|files|sessions|search]…

Measures the backend on a PostgreSQL of its own and prints the table of docs/performance.md; fails if a limit is missed.
Names choose parts of it. BENCH_SECONDS (default 3) is how long a round lasts: 1 is enough to try it out." "$@"

cd "$root"
trap 'scripts/docker.sh stop' EXIT

POSTGRES_BIN_DIR=$(scripts/postgres.sh)
export POSTGRES_BIN_DIR
scripts/docker.sh start
say "Building ..."
scripts/simulator.sh
build backend "$data/bin/conectafy"
build backend "$data/bin/bench" ./bench
BENCH_PROGRAM=$data/bin/conectafy "$data/bin/bench" "$@"
