#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/bench.sh [webhooks|pages|streams|files|sessions|search|web]…

Measures the backend on a PostgreSQL of its own, and the built web app in Chromium, and prints the tables of
docs/performance.md; fails if a limit is missed. Names choose parts of it. BENCH_SECONDS (default 3) is how long a round of
the backend's lasts: 1 is enough to try it out." "$@"

cd "$root"
trap 'scripts/docker.sh stop' EXIT

web=
backend=()
for part in "$@"; do
  if [ "$part" = web ]; then web=yes; else backend+=("$part"); fi
done

POSTGRES_BIN_DIR=$(scripts/postgres.sh)
export POSTGRES_BIN_DIR
scripts/docker.sh start
say "Building ..."
scripts/simulator.sh
status=0
if [ -z "$web" ] || [ ${#backend[@]} -gt 0 ]; then
  build backend "$data/bin/conectafy"
  build backend "$data/bin/bench" ./bench
  BENCH_PROGRAM=$data/bin/conectafy "$data/bin/bench" "${backend[@]}" || status=1
fi
if [ -n "$web" ] || [ $# -eq 0 ]; then
  scripts/e2e.sh --project=bench --reporter=./e2e/bench/table.ts || status=1
fi
exit "$status"
