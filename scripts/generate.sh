#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/generate.sh [--check]

Generates code from its sources: the queries of backend/database by sqlc, and the copy of docs/openapi.yaml that the
backend serves. With --check changes nothing, and fails if
generated code or a go.mod isn't current." "$@"

"$root/scripts/tools.sh"

if [ "${1:-}" != --check ]; then
  cd "$root/backend"
  "$data/bin/sqlc" generate
  exec go generate ./controllers
fi

status=0
(cd "$root/backend" && "$data/bin/sqlc" diff) || { say "Generated code is old: make generate" && status=1; }
cmp -s "$root/docs/openapi.yaml" "$root/backend/controllers/openapi.yaml" || { say "The served openapi.yaml is old: make generate" && status=1; }
for module in backend docker/waha-sim; do # The module of the tools is left out: tidying it fetches hundreds of modules.
  (cd "$root/$module" && GOWORK=off go mod tidy -diff) || { say "$module/go.mod isn't tidy: go mod tidy" && status=1; }
done
exit "$status"
