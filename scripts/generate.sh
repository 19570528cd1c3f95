#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/generate.sh [--check]

Generates what follows from other files: the queries of backend/database by sqlc, the copy of docs/openapi.yaml that the backend
serves, the web app's types and docs/postman.json from it, and docs/configuration.md from the files that describe the settings. With
--check changes nothing, and fails if something generated or a go.mod isn't current." "$@"

"$root/scripts/tools.sh"
"$root/scripts/web.sh" modules

if [ "${1:-}" != --check ]; then
  cd "$root/backend"
  "$data/bin/sqlc" generate
  go generate ./controllers
  go run ./internal/docgen write "$root"
  exec npm --prefix "$root/frontend" run --silent types
fi

status=0
(cd "$root/backend" && "$data/bin/sqlc" diff) || { say "Generated code is old: make generate" && status=1; }
cmp -s "$root/docs/openapi.yaml" "$root/backend/controllers/openapi.yaml" || { say "The served openapi.yaml is old: make generate" && status=1; }
(cd "$root/backend" && go run ./internal/docgen check "$root") || status=1
npm --prefix "$root/frontend" run --silent check:types || { say "The web app's types are old: make generate" && status=1; }
for module in backend docker/socket-proxy docker/waha-sim; do # The module of the tools is left out: tidying it fetches hundreds of modules.
  (cd "$root/$module" && GOWORK=off go mod tidy -diff) || { say "$module/go.mod isn't tidy: go mod tidy" && status=1; }
done
exit "$status"
