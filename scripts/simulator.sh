#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/simulator.sh

Builds the WAHA simulator: .data/bin/waha-sim, and the image conectafy/waha-sim:dev where a Docker engine answers." "$@"

source=$root/docker/waha-sim
build "$source" "$data/bin/waha-sim"

if docker_answers; then
  context=$data/build/waha-sim
  mkdir -p "$context"
  cp "$data/bin/waha-sim" "$context/"
  # The classic builder makes an image from scratch without asking a registry for anything.
  DOCKER_BUILDKIT=0 docker build --quiet --file "$source/Dockerfile" --tag conectafy/waha-sim:dev "$context" >/dev/null 2>"$data/build/image.log" ||
    { cat "$data/build/image.log" >&2 && die "the simulator's image can't be built"; }
fi
