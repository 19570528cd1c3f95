#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/compose.sh

Makes Docker Compose available where the engine's packages brought none: builds the version that scripts/tools/compose pins (ten
minutes, once) as .data/bin/docker-compose. For tests: a server has its distribution's." "$@"

docker compose version >/dev/null 2>&1 && exit
cd "$root/scripts/tools/compose"
stamp=$data/bin/.compose
wanted=$(cat go.mod <(go version) | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  say "Building Docker Compose (some minutes, once) ..."
  GOWORK=off GOFLAGS='' CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags='-s -w' -o "$data/bin/docker-compose" github.com/docker/compose/v2/cmd
  printf '%s\n' "$wanted" >"$stamp"
fi
