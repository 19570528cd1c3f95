#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/lint.sh

golangci-lint over the Go modules (import table, formatting and go vet included), shellcheck over the scripts,
govulncheck where its database can be reached; ESLint (import table included) and TypeScript over the web app, and the
words of its languages beside each other; whether the links of all documents lead somewhere." "$@"

"$root/scripts/tools.sh"
if ! command -v shellcheck >/dev/null; then
  { may_install && install_packages shellcheck; } || die "shellcheck is missing: install the package shellcheck"
fi

cd "$root"
status=0
for module in backend docker/socket-proxy docker/waha-sim; do
  (cd "$root/$module" && "$data/bin/golangci-lint" run ./...) || status=1
done

scripts/web.sh modules
for check in lint typecheck check:messages; do
  npm --prefix frontend run --silent "$check" || status=1
done

shellcheck --external-sources --source-path=scripts scripts/*.sh .ci/run || status=1
(cd "$root/backend" && go run ./internal/docgen links "$root") || status=1

# Exit code 3 means that something was found; any other failure that the database didn't answer.
for module in backend docker/socket-proxy docker/waha-sim; do
  code=0
  (cd "$root/$module" && timeout 180 "$data/bin/govulncheck" ./... >"$data/govulncheck.log" 2>&1) || code=$?
  case $code in
    0) ;;
    3) cat "$data/govulncheck.log" >&2 && status=1 ;;
    *) say "govulncheck: not done for $module, its database can't be reached ($(tail -n 1 "$data/govulncheck.log"))" ;;
  esac
done
exit "$status"
