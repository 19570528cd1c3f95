#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/docker.sh start|stop

start  makes a Docker engine answer: nothing if one does already, else (as root) installs the distribution's and starts it
       with its data below .data/docker.
stop   stops the engine that start started, and no other." "${1:---help}"

pid_file=$data/docker/started.pid

# is_ours PID: the number may belong to something else since a reboot.
is_ours() {
  [ "$(cat "/proc/$1/comm" 2>/dev/null)" = dockerd ]
}

# wait_for_engine PID: gives up at once when the process has ended.
wait_for_engine() {
  for _ in $(seq 1 120); do
    if docker_answers; then
      return 0
    fi
    kill -0 "$1" 2>/dev/null || return 1
    sleep 0.5
  done
  return 1
}

start() {
  if docker_answers; then
    return
  fi
  [ "$(id -u)" -eq 0 ] || die "no Docker engine answers, and only root can start one: start it, or add this user to its group"
  if ! command -v dockerd >/dev/null || ! command -v docker >/dev/null; then
    install_packages docker.io iptables
  fi
  if [ -d /run/systemd/system ] && systemctl start docker && wait_for_engine $$; then
    return # The system's own service, which stays.
  fi
  mkdir -p "$data/docker"
  say "Starting a Docker engine ..."
  setsid dockerd --data-root "$data/docker/data" --pidfile "$pid_file" >"$data/docker/engine.log" 2>&1 </dev/null &
  if ! wait_for_engine $!; then
    tail -n 20 "$data/docker/engine.log" >&2
    stop
    die "the Docker engine doesn't answer"
  fi
}

stop() {
  [ -f "$pid_file" ] || return 0
  local pid
  pid=$(cat "$pid_file")
  if is_ours "$pid"; then
    kill "$pid"
    for _ in $(seq 1 60); do
      is_ours "$pid" || break
      sleep 0.5
    done
  fi
  rm -f "$pid_file"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  *) die "start or stop?" ;;
esac
