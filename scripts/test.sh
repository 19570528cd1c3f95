#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/test.sh

Everything that CI checks: lint, the program's size, generated code, all tests of the Go modules with the race detector, on a
throw-away PostgreSQL and a Docker engine, the web app's own tests, the journeys through all of it in a browser, and (as root) a whole
installation by Docker Compose. Installs what is missing and stops what it started. Ends with what failed, a line each, and a line of
counts; fails if anything failed or was skipped." "$@"

cd "$root"
trap 'scripts/docker.sh stop' EXIT

if ! command -v gcc >/dev/null; then # The race detector needs a C compiler.
  install_packages gcc libc6-dev
fi
POSTGRES_BIN_DIR=$(scripts/postgres.sh)
export POSTGRES_BIN_DIR
scripts/docker.sh start
scripts/tools.sh
scripts/simulator.sh

broken=() # The parts that failed.
say "== lint" && { scripts/lint.sh || broken+=(lint); }
say "== size" && { scripts/size.sh || broken+=(size); }
say "== generated code" && { scripts/generate.sh --check || broken+=("generated code"); }
checks=${#broken[@]}

say "== tests"
build "$root/backend" "$data/bin/withpostgres" ./internal/testkit/withpostgres
report=$data/tests.json
# One package at a time: those that drive engines and backends want the machine for themselves.
"$data/bin/withpostgres" "$data/bin/gotestsum" --format pkgname --jsonfile "$report" -- \
  -race -count=1 -p 1 -timeout 15m ./backend/... ./docker/socket-proxy/... ./docker/waha-sim/... || broken+=("Go tests")

say "== the web app's tests"
scripts/web.sh modules
units=$data/units.json journeys=$root/frontend/test-results/journeys.json installation=$data/compose.json
rm -f "$units" "$journeys" "$installation"
(cd frontend && npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$units") || broken+=("web tests")

say "== journeys"
scripts/e2e.sh --project=journeys || broken+=(journeys)

say "== an installation"
scripts/e2e-compose.sh || broken+=(installation)

count() { grep -c "\"Action\":\"$1\".*\"Test\":" "$report" || true; }
# field FILE NAME…: the sum of numbers in a report, 0 if it was never written.
field() {
  node -e '
    const [file, ...names] = process.argv.slice(1);
    let report = {};
    try { report = JSON.parse(require("node:fs").readFileSync(file, "utf8")); } catch {}
    console.log(names.reduce((sum, name) => sum + (report.stats?.[name] ?? report[name] ?? 0), 0));
  ' "$@"
}
passed=$(($(count pass) + $(field "$units" numPassedTests) + $(field "$journeys" expected) + $(field "$installation" numPassedTests)))
failed=$(($(count fail) + $(field "$units" numFailedTests) + $(field "$journeys" unexpected flaky) + $(field "$installation" numFailedTests)))
skipped=$(($(count skip) + $(field "$units" numPendingTests numTodoTests) + $(field "$journeys" skipped)))
if [ ${#broken[@]} -gt "$checks" ] && [ "$failed" -eq 0 ]; then
  failed=1 # What doesn't build has no test that fails.
fi
status=0
if [ ${#broken[@]} -ne 0 ] || [ "$failed" -ne 0 ] || [ "$skipped" -ne 0 ] || [ "$passed" -eq 0 ]; then
  status=1
  say "Something failed, see above: ${broken[*]:-no part as a whole}"
  node scripts/failed.mjs "$report" "$units" "$journeys" || say "A report can't be read."
fi
printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
exit "$status"
