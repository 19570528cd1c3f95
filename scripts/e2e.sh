#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/e2e.sh [playwright arguments]

Journeys of people in a real Chromium through the built web app, against the real backend with simulated phones in
containers, all on ports of their own. Needs a Docker engine. Takes away what it made." "$@"

network=conectafy_journeys

# The containers and volumes of the journeys are those on their network and of its installation.
sweep() {
  local containers installation
  containers=$(docker ps --all --quiet --filter "network=$network")
  if [ -n "$containers" ]; then
    # shellcheck disable=SC2086 # One word each.
    installation=$(docker inspect --format '{{index .Config.Labels "com.conectafy.installation"}}' $containers | head -n 1)
    # shellcheck disable=SC2086
    docker rm --force --volumes $containers >/dev/null
    docker volume ls --quiet --filter "label=com.conectafy.installation=$installation" | xargs --no-run-if-empty docker volume rm >/dev/null
  fi
  docker network rm "$network" >/dev/null 2>&1 || true
}

docker_answers || die "no Docker engine answers: scripts/docker.sh start"
cd "$root/frontend"
CHROMIUM=$("$root/scripts/chromium.sh")
WEB_DIR=$("$root/scripts/web.sh")
POSTGRES_BIN_DIR=$("$root/scripts/postgres.sh")
DATA_DIR=$(mktemp -d)
build "$root/backend" "$data/bin/conectafy"
export CHROMIUM WEB_DIR POSTGRES_BIN_DIR DATA_DIR CONECTAFY="$data/bin/conectafy up" DOCKER_NETWORK=$network
chmod 711 "$DATA_DIR" # PostgreSQL runs as a user of its own, with root.
sweep
trap 'sweep; rm -rf "$DATA_DIR"' EXIT
npx --no-install playwright test "$@"
