#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/deploy.sh"

usage "Usage: scripts/restore.sh --yes FILE

Replaces everything of this installation, .env included, with what scripts/backup.sh put into FILE: on the same machine or on a new
one that scripts/setup.sh prepared. The .env of before stays beside it as .env.before-restore. A file that is encrypted asks for
BACKUP_PASSPHRASE, from the environment or the .env that is here.

With a hosted Supabase it fills an empty project: it never deletes there." "${1:-}"

# only ENTRIES: the dump's entries of our schemas, or of auth's rows. GoTrue makes its own tables, and knows how far it is.
only() {
  pg pg_restore --list <"$work/database.dump" | grep -v '^;' | case $1 in
    ours) grep -vE '^[0-9]+; [0-9]+ [0-9]+ (([A-Z ]+) auth |(SCHEMA|ACL|COMMENT) - (SCHEMA )?(public|auth) |DEFAULT ACL )' ;;
    auth) grep -E ' TABLE DATA auth | SEQUENCE SET auth ' | grep -v ' auth schema_migrations ' ;;
    all) grep -vE '^[0-9]+; [0-9]+ [0-9]+ (SCHEMA|ACL|COMMENT) - (SCHEMA )?public | DEFAULT ACL ' ;;
  esac
}

# fill DATABASE ENTRIES [ARGUMENT…]
fill() {
  local database=$1 list
  list=$(only "$2" | base64 -w0)
  shift 2
  # shellcheck disable=SC2016 # The other shell expands it.
  { printf '%s\n' "$list" && cat "$work/database.dump"; } |
    pg_script 'read -r list && printf "%s" "$list" | base64 -d >/tmp/entries && exec pg_restore "$@" --use-list /tmp/entries --exit-on-error' \
      --dbname "$database" "$@"
}

extensions="create schema if not exists extensions; create extension if not exists unaccent with schema extensions;
  create extension if not exists pg_trgm with schema extensions; create extension if not exists btree_gin with schema extensions;"

# compare: whether the dump can be restored, and brings back what was counted, in a database that is dropped again.
compare() {
  local scratch=conectafy_verify found
  self_hosted || die "verifying needs a database on this machine"
  ask_database "drop database if exists $scratch" >/dev/null
  ask_database "create database $scratch template template0" >/dev/null
  ask_database "$extensions" "$scratch" >/dev/null
  fill "$scratch" all
  found=$(counts "$scratch")
  ask_database "drop database $scratch" >/dev/null
  # What came while the backup ran may be in the dump and not in the counts.
  [ "$found" = "$(cat "$work/counts")" ] || say "Counted $(cat "$work/counts"), restored $found"
  [ "${found%%, chats*}" = "$(sed 's/, chats.*//' "$work/counts")" ] || die "the backup doesn't bring back what was counted"
}

if [ "${1:-}" = --compare ]; then # for backup.sh
  work=$2
  compare
  exit
fi
[ "${1:-}" = --yes ] || die "everything that is here will be replaced: say --yes; --help tells more"
file=${2:-}
[ -f "$file" ] || die "there is no file ${file:-: name one}"
docker_answers || die "no Docker engine answers: scripts/setup.sh installs one"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $file in
  *.gpg)
    passphrase=${BACKUP_PASSPHRASE:-$([ ! -f "$env_file" ] || setting BACKUP_PASSPHRASE)}
    [ -n "$passphrase" ] || die "the file is encrypted: set BACKUP_PASSPHRASE"
    gpg --batch --quiet --decrypt --passphrase-fd 3 "$file" 3<<<"$passphrase" | tar -C "$work" -xf -
    ;;
  *) tar -C "$work" -xf "$file" ;;
esac
(cd "$work" && sha256sum --quiet --check sums) || die "the file is damaged"

say "Stopping what is here ..."
if [ -f "$env_file" ]; then
  compose --profile '*' down --remove-orphans >&2
  cp "$env_file" "$env_file.before-restore"
fi
install -m 600 "$work/env" "$env_file"
keep DOCKER_GID "$(stat -c %g "$(setting DOCKER_SOCKET /var/run/docker.sock)")"
installation=$(cat "$work/installation")
docker ps --all --quiet --filter "label=com.conectafy.installation=$installation" | xargs --no-run-if-empty docker rm --force >/dev/null
docker volume ls --quiet --filter "label=com.conectafy.installation=$installation" | xargs --no-run-if-empty docker volume rm >/dev/null
for volume in db-data db-config media; do
  docker volume rm --force "conectafy_$volume" >/dev/null
done

version=$(setting CONECTAFY_VERSION)
docker image inspect "conectafy/backend:$version" >/dev/null 2>&1 || "$root/scripts/images.sh" "$version"
"$root/scripts/install.sh" --prepare # certificate and what else .env doesn't hold
compose up --no-start >&2

if [ -f "$work/media.tar" ]; then
  say "Media ..."
  tool_run --volume conectafy_media:/to -- tar -C /to -xf - <"$work/media.tar"
fi
say "Logins of the numbers ..."
for archive in "$work"/sessions/*.tar; do
  [ -f "$archive" ] || continue
  name=$(basename "$archive" .tar)
  docker volume create --label com.conectafy.managed=true --label "com.conectafy.installation=$installation" "$name" >/dev/null
  tool_run --volume "$name:/to" -- tar -C /to -xf - <"$archive"
done

say "Database ..."
if self_hosted; then
  compose up --detach db auth >&2 # Auth makes its tables first.
  wait_healthy 180 db auth
  compose stop auth >&2
fi
[ "$(ask_database "select count(*) from pg_tables where schemaname = 'public' and tablename = 'whatsapp_sessions'")" = 0 ] ||
  die "the database has Conectafy's tables already: empty it first"
ask_database "$extensions" >/dev/null
if self_hosted; then
  fill postgres auth --data-only --disable-triggers
fi
fill postgres ours

say "Starting ..."
compose up --detach --remove-orphans >&2
if ! { wait_healthy 180 && answers; }; then
  die "it doesn't answer; scripts/doctor.sh tells more"
fi
[ "$(counts postgres)" = "$(cat "$work/counts")" ] || say "Before: $(cat "$work/counts"). Now: $(counts postgres)"
printf 'Restored: %s\n' "$(cat "$work/counts")"
