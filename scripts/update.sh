#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/deploy.sh"

usage "Usage: scripts/update.sh [VERSION]

Brings this installation to VERSION (a tag of the repository; the newest of the present branch by default): backup, build, migrate,
start, and check. When the new version isn't healthy within UPDATE_TIMEOUT (180) seconds, the one of before runs again, and the
command fails. Numbers stay linked, since their containers aren't touched.

A version before works with the tables of the next: migrations only add. To go back further, restore the backup." "${1:-}"

need_installation
before=$(setting CONECTAFY_VERSION)
version=${1:-}

if [ -z "$version" ] || ! docker image inspect "conectafy/backend:$version" >/dev/null 2>&1; then
  git -C "$root" diff --quiet HEAD || die "files of the repository were changed here: git status tells which"
  git -C "$root" fetch --quiet --tags
  if [ -n "$version" ]; then
    git -C "$root" checkout --quiet "$version"
  else
    git -C "$root" pull --quiet --ff-only
    version=$(git -C "$root" describe --always --tags)
  fi
  if [ "$version" = "$before" ]; then
    say "Nothing new: $before."
    exit
  fi
  "$root/scripts/images.sh" "$version"
fi

say "Backup: $("$root/scripts/backup.sh")"

start() {
  keep CONECTAFY_VERSION "$1"
  compose up --detach --remove-orphans >&2 && wait_healthy "${UPDATE_TIMEOUT:-180}" && answers
}

say "From $before to $version ..."
if start "$version"; then
  printf 'Conectafy is at %s.\n' "$version"
  exit
fi
compose logs --tail 30 migrate backend frontend >&2 || true
say "$version isn't healthy. Going back to $before ..."
start "$before" || die "neither $version nor $before runs: scripts/doctor.sh tells more; scripts/restore.sh brings the backup back"
die "$version didn't become healthy; $before runs again"
