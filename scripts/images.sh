#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/images.sh VERSION

Builds Conectafy's own images from these sources: conectafy/backend, conectafy/frontend and conectafy/socket-proxy, tagged
VERSION. GO_IMAGE, NODE_IMAGE and NODE_RUNTIME_IMAGE name other images to build from." "$@"

version=${1:-}
[[ $version =~ ^[0-9A-Za-z][0-9A-Za-z._-]*$ ]] || die "which version? letters, digits, dots and dashes"

# image NAME FOLDER DOCKERFILE
image() {
  local arguments=(--build-arg "VERSION=$version") base
  for base in GO_IMAGE NODE_IMAGE NODE_RUNTIME_IMAGE; do
    # Docker complains of an argument that a file doesn't have.
    if [ -n "${!base:-}" ] && grep -q "^ARG $base=" "$root/$3"; then
      arguments+=(--build-arg "$base=${!base}")
    fi
  done
  say "Building conectafy/$1:$version ..."
  docker build --quiet "${arguments[@]}" --file "$root/$3" --tag "conectafy/$1:$version" "$root/$2" >/dev/null
}

image backend backend docker/backend.Dockerfile
image frontend frontend docker/frontend.Dockerfile
image socket-proxy docker/socket-proxy docker/socket-proxy/Dockerfile
