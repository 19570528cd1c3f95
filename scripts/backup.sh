#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/deploy.sh"

usage "Usage: scripts/backup.sh [--verify] [--every-night]

Puts a whole installation into one file below BACKUP_DIR (.data/backups) and prints its path: database, media, the login of each
number, .env. People go on working meanwhile; each number's container rests for the moment in which its login is copied.
With BACKUP_PASSPHRASE in .env the file is encrypted (gpg, AES-256). The newest BACKUP_KEEP (14) files stay.

--verify       restores the database of the new file beside the real one, compares the counts, and drops it again
--every-night  only writes /etc/cron.d/conectafy-backup, which does it with --verify every night at 3:17

Media in S3 (MEDIA_URL) are not part of it: S3 keeps them. A hosted Supabase's accounts are not either: Supabase keeps them." "${1:-}"

verify=''
case ${1:-} in
  '') ;;
  --verify) verify=yes ;;
  --every-night)
    printf '17 3 * * * root cd %q && scripts/backup.sh --verify >>/var/log/conectafy-backup.log 2>&1\n' "$root" |
      as_root tee /etc/cron.d/conectafy-backup
    exit
    ;;
  *) die "unknown argument $1; --help tells what there is" ;;
esac

# state NAME: of a container; nothing if there is none.
state() { docker inspect --format '{{.State.Status}}' "$1" 2>/dev/null || true; }

need_installation
mkdir -p "$BACKUP_DIR"
chmod 700 "$BACKUP_DIR"
work=$(mktemp -d "$BACKUP_DIR/.unfinished.XXXXXX")
paused=''
tidy() {
  [ -z "$paused" ] || docker unpause "$paused" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap tidy EXIT

schemas=(--schema public --schema conectafy --schema river)
self_hosted && schemas+=(--schema auth)

say "Database ..."
counts postgres >"$work/counts"
pg pg_dump --dbname postgres --format custom --no-publications --no-subscriptions "${schemas[@]}" >"$work/database.dump" </dev/null

case $(setting MEDIA_URL) in
  *://*) say "Media are in $(setting MEDIA_URL | sed 's/?.*//'): not copied" ;;
  *)
    say "Media ..."
    tool_run --volume conectafy_media:/from:ro -- tar -C /from -cf - . >"$work/media.tar" </dev/null
    ;;
esac

say "Logins of the numbers ..."
mkdir "$work/sessions"
ask_database "select id from conectafy.installation" >"$work/installation"
for name in $(ask_database "select container_name from public.whatsapp_sessions order by 1"); do
  docker volume inspect "$name" >/dev/null 2>&1 || continue # it never ran
  copied=''
  for _ in 1 2 3; do # The backend wakes a number that rests: then the copy may be of two moments.
    if [ "$(state "$name")" = running ]; then
      paused=$name
      docker pause "$name" >/dev/null
    fi
    tool_run --volume "$name:/from:ro" -- tar -C /from -cf - . >"$work/sessions/$name.tar" </dev/null
    if [ -z "$paused" ] || docker unpause "$name" >/dev/null 2>&1; then
      copied=yes
    fi
    paused=''
    [ -z "$copied" ] || break
  done
  [ -n "$copied" ] || die "$name doesn't rest long enough to be copied: try again"
done

cp "$env_file" "$work/env"
setting CONECTAFY_VERSION >"$work/version"

if [ -n "$verify" ]; then
  say "Verifying ..."
  "$root/scripts/restore.sh" --compare "$work"
fi

file=$BACKUP_DIR/conectafy-$(date -u +%Y%m%dT%H%M%SZ).tar
(cd "$work" && find . -type f -exec sha256sum {} +) >"$work.sums"
mv "$work.sums" "$work/sums"
umask 077
if [ -n "$(setting BACKUP_PASSPHRASE)" ]; then
  file=$file.gpg
  tar -C "$work" -cf - . | gpg --batch --yes --quiet --symmetric --cipher-algo AES256 --passphrase-fd 3 --output "$file.part" 3< <(setting BACKUP_PASSPHRASE)
else
  tar -C "$work" -cf "$file.part" .
fi
mv "$file.part" "$file"

find "$BACKUP_DIR" -maxdepth 1 -name 'conectafy-*.tar*' ! -name '*.part' | sort -r | tail -n "+$(($(setting BACKUP_KEEP 14) + 1))" | xargs --no-run-if-empty rm -f --
say "$(cat "$work/counts")"
printf '%s\n' "$file"
