#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/tools.sh

Builds the tools that scripts/tools/go.mod pins into .data/bin, if they aren't there in those versions." "$@"

cd "$root/scripts/tools"
export GOWORK=off GOFLAGS='' CGO_ENABLED=0 # sqlc's PostgreSQL parser takes minutes in C, seconds without.
stamp=$data/bin/.tools
wanted=$(cat go.mod go.sum <(go version) | sha256sum)

if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  say "Building golangci-lint, sqlc, gotestsum and govulncheck (some minutes, once) ..."
  go build -buildvcs=false -trimpath -ldflags='-s -w' -o "$data/bin/" tool
  printf '%s\n' "$wanted" >"$stamp"
fi
