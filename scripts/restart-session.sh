#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/deploy.sh"

usage "Usage: scripts/restart-session.sh NAME

Restarts the container of one number, by the container's name or the session's id. The number stays linked: its login is on a volume.
Without a name, lists what runs." "${1:-}"

need_installation
if [ $# -eq 0 ]; then
  docker ps --all --filter label=com.conectafy.managed=true --format 'table {{.Names}}\t{{.Status}}'
  exit
fi
name=waha-session-${1#waha-session-}
[ "$(docker inspect --format '{{index .Config.Labels "com.conectafy.managed"}}' "$name" 2>/dev/null)" = true ] ||
  die "there is no number with a container $name; without a name this lists them"
docker restart --time 30 "$name" >/dev/null
printf '%s restarted\n' "$name"
