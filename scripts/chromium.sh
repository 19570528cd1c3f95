#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/chromium.sh

Makes a Chromium available for the browser tests, the distribution's if none is there, and prints its path." "$@"

find_chromium() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

find_chromium || {
  install_packages chromium fonts-noto-color-emoji
  find_chromium || die "the package chromium brought no program of that name"
}
