#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/deploy.sh"

usage "Usage: scripts/logs.sh [NAME] [-f] [--since TIME] [--tail LINES]

Shows the log of one part (nginx, frontend, backend, migrate, socket-proxy, db, auth, rest, …), or of one number's container
(waha-session-…, or the session's id), or, without a name, of all parts.

-f       goes on until Ctrl-C
--since  a time (2026-01-31T15:00:00) or how long ago (30m, 2h)
--tail   how many lines of each from the end; 200 by default, all for everything" "${1:-}"

name='' options=() tail=200
while [ $# -gt 0 ]; do
  case $1 in
    -f | --follow) options+=(--follow) ;;
    --since | --tail)
      [ $# -ge 2 ] || die "$1 needs a value; --help tells more"
      if [ "$1" = --since ]; then options+=(--since "$2"); else tail=$2; fi
      shift
      ;;
    -*) die "unknown argument $1; --help tells what there is" ;;
    *)
      [ -z "$name" ] || die "one name at a time: $name or $1"
      name=$1
      ;;
  esac
  shift
done
options+=(--timestamps --tail "$tail")

need_installation
case $name in
  waha-session-* | [0-9a-f]*-*-*-*-*)
    name=waha-session-${name#waha-session-}
    [ "$(docker inspect --format '{{index .Config.Labels "com.conectafy.managed"}}' "$name" 2>/dev/null)" = true ] ||
      die "there is no number with a container $name; scripts/restart-session.sh lists them"
    exec docker logs "${options[@]}" "$name"
    ;;
  '') compose logs "${options[@]}" ;;
  *)
    compose --profile '*' config --services | grep -qx -- "$name" ||
      die "there is no part $name, but: $(compose --profile '*' config --services | sort | paste -sd' ')"
    compose logs "${options[@]}" "$name"
    ;;
esac
