#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/chromium.sh

Makes a Chromium available for the browser tests, the distribution's if none is there, and prints its path." "$@"

find_chromium() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

# Messages are full of emoji, and a page without a font for them isn't what people see.
if ! fc-list 2>/dev/null | grep -qi emoji; then
  install_packages fontconfig fonts-noto-color-emoji || say "chromium.sh: no font for emoji could be installed"
fi
find_chromium || {
  install_packages chromium
  find_chromium || die "the package chromium brought no program of that name"
}
