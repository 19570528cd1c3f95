#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/size.sh

Builds the backend and fails if it is too large, if the image is built with other tags, or if something in it makes the linker
keep every method of every type. docs/decisions/0009-size-of-the-program.md says what to do then." "$@"

most=29500000 # Bytes. The image must stay below 30 MB with what else is in it.

mkdir -p "$data/build"
program=$data/build/conectafy references=$data/build/references
trap 'rm -f "$references"' EXIT
rm -f "$program" # One that is up to date wouldn't be linked again, and tell nothing.
(cd "$root/backend" && CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags='-s -w -dumpdep' -o "$program" . 2>"$references") ||
  { grep -v -e ' -> ' "$references" >&2 && die "the backend can't be built"; }

status=0
if ! grep -q -- "-tags=$tags\"" "$root/docker/backend.Dockerfile"; then
  say "docker/backend.Dockerfile builds with other tags than scripts/lib.sh: $tags"
  status=1
fi
# A line is `FUNCTION <ReflectMethod> -> WHAT`, once for each function that finds methods by names the linker can't know.
keepers=$(sed -n 's/ <ReflectMethod> -> .*//p' "$references" | sort -u)
if [ -n "$keepers" ]; then
  say "These functions find methods by name, so that the linker keeps every exported method of every type (some 14 MB):"
  say "$keepers"
  say "Who reaches them: go list -deps and go mod why -m tell the packages, -> FUNCTION in the linker's -dumpdep the callers."
  status=1
fi
size=$(wc -c <"$program")
if [ "$size" -gt "$most" ]; then
  say "The backend has $size bytes, more than $most. What a package weighs: go tool nm -size -sort size on a build without -s -w."
  status=1
fi
[ "$status" -ne 0 ] || say "The backend has $size bytes of at most $most."
exit "$status"
