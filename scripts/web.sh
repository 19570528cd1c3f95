#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/web.sh [modules]

Builds the web app, if it isn't built from these sources already, and prints the folder of its server.js. With modules,
only installs the packages that it is built with." "$@"

cd "$root/frontend"
export NEXT_TELEMETRY_DISABLED=1

# fresh STAMP CONTENT: whether what STAMP stands for was made from this content.
fresh() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

modules=$(cat package-lock.json <(node --version) | sha256sum)
stamp=node_modules/.installed
if ! fresh "$stamp" "$modules"; then
  say "Installing the web app's packages ..."
  npm ci --no-audit --no-fund --loglevel=error >&2
  printf '%s\n' "$modules" >"$stamp"
fi
[ "${1:-}" != modules ] || exit 0

sources=$(find . \( -path ./node_modules -o -path ./.next -o -path ./e2e -o -path ./test-results -o -name '*.test.ts*' \
  -o -name '*.tsbuildinfo' -o -name next-env.d.ts \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
stamp=.next/standalone/.built
if ! fresh "$stamp" "$sources"; then
  say "Building the web app ..."
  rm -rf .next/standalone
  npx --no-install next build >"$data/web.log" 2>&1 || { tail -n 40 "$data/web.log" >&2 && die "the web app can't be built"; }
  cp -r public .next/standalone/
  cp -r .next/static .next/standalone/.next/
  printf '%s\n' "$sources" >"$stamp"
fi
printf '%s\n' "$root/frontend/.next/standalone"
