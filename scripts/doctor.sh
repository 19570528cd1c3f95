#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/deploy.sh"

usage "Usage: scripts/doctor.sh [--bundle FILE]

Looks at everything that an installation needs, and says of each thing that is wrong what to do. Ends with 0 only if nothing is wrong;
what deserves a look, but works, is marked and doesn't count. Changes nothing.

--bundle  also writes FILE (tar.gz) to send to whoever helps you: these findings, versions, the parts' last 500 log lines, and the
          names in .env without their values. scripts/redact.sh takes out secrets, addresses and phone numbers. The logs of the
          numbers' containers are not in it, nor is any message. Look into it before you send it: tar -xzf FILE." "${1:-}"

bundle=''
case ${1:-} in
  '') ;;
  --bundle)
    bundle=${2:-}
    [ -n "$bundle" ] || die "which file? --help tells more"
    ;;
  *) die "unknown argument $1; --help tells what there is" ;;
esac

problems=0
ok() { printf '✓ %s\n' "$1"; }
look() { printf '! %s\n' "$1"; }
# wrong WHAT REMEDY: counts a problem.
wrong() {
  printf '✗ %s\n    → %s\n' "$1" "$2"
  problems=$((problems + 1))
}

# quick COMMAND…: nothing here may hang, as what it looks at may.
quick() { timeout 20 "$@" 2>/dev/null; }
web() { curl --silent --insecure --noproxy '*' --max-time 10 "$@" 2>/dev/null; }
number() { tr -dc '0-9' <<<"${1:-}" | grep . || echo 0; }
running() { [ "$(quick docker inspect --format '{{.State.Running}}' "$1")" = true ]; }

check_engine() {
  local version
  if ! docker_answers; then
    wrong "No Docker engine answers" "sudo systemctl start docker; without Docker: sudo scripts/setup.sh"
    return
  fi
  ok "Docker $(quick docker version --format '{{.Server.Version}}')"
  version=$(compose version --short 2>/dev/null || true)
  version=${version#v}
  if [ -z "$version" ]; then
    wrong "Docker Compose is missing" "sudo scripts/setup.sh"
  elif [ "$(printf '%s\n2.24\n' "$version" | sort -V | head -n 1)" != 2.24 ]; then
    wrong "Docker Compose $version is too old" "install 2.24 or newer: sudo scripts/setup.sh"
  else
    ok "Docker Compose $version"
  fi
}

check_settings() {
  local mode name missing=()
  mode=$(stat -c %a "$env_file")
  if [ "$mode" = 600 ]; then ok ".env, for its owner alone"; else wrong ".env may be read by others (mode $mode)" "chmod 600 $env_file"; fi
  # Those without which the compose file refuses to start, and two that it doesn't see.
  for name in $(sed -nE 's/.*\$\{([A-Z_]+):\?.*/\1/p' "$root/docker-compose.yml" | sort -u) DOMAIN SECRETS_KEY; do
    [ -n "$(setting "$name")" ] || missing+=("$name")
  done
  if self_hosted; then
    for name in POSTGRES_PASSWORD SUPABASE_JWT_SECRET SUPABASE_SERVICE_KEY; do
      [ -n "$(setting "$name")" ] || missing+=("$name")
    done
  fi
  if [ ${#missing[@]} -eq 0 ]; then
    ok "Settings are there"
  else
    wrong "Missing in .env: ${missing[*]}" "scripts/install.sh makes what it can and asks for the rest; docs/configuration.md tells what they are"
  fi
}

check_disk() {
  local folder used free
  folder=$(quick docker info --format '{{.DockerRootDir}}' || true)
  [ -d "$folder" ] || folder=/
  read -r used free <<<"$(df --output=pcent,avail --block-size=M "$folder" | tail -n 1 | tr -d '%M')"
  if [ "$(number "$used")" -ge 90 ] || [ "$(number "$free")" -lt 2048 ]; then
    wrong "The disk of $folder is $used % full ($free MB are free)" "docker image prune --all removes images that nothing uses; old backups lie in $BACKUP_DIR"
  else
    ok "Disk: $used % of $folder used, $free MB free"
  fi
}

check_memory() {
  local total free sessions each most running=0
  total=$(awk '/^MemTotal/ {print int($2 / 1024)}' /proc/meminfo)
  free=$(awk '/^MemAvailable/ {print int($2 / 1024)}' /proc/meminfo)
  sessions=$(setting WAHA_MAX_SESSIONS 20) each=$(setting WAHA_MEMORY_MB 1024)
  if [ $((free * 100 / total)) -lt 8 ]; then
    wrong "Only $free of $total MB of memory are free" "stop numbers that nobody needs, lower WAHA_MAX_SESSIONS, or take a larger server; docker stats tells who takes it"
  else
    ok "Memory: $free of $total MB free"
  fi
  running=$(quick docker ps --quiet --filter label=com.conectafy.managed=true --filter network=conectafy_network | wc -l)
  most=$(((total - 2048) / each))
  [ "$most" -gt 0 ] || most=0
  if [ "$((sessions * each + 2048))" -gt "$total" ]; then
    look "$sessions numbers of $each MB each, and 2 GB for the rest, are more than the $total MB there are. $running run now. Few numbers take all they may; to be safe, WAHA_MAX_SESSIONS=$most"
  else
    ok "Memory is enough for $sessions numbers of $each MB; $running run now"
  fi
  if [ "$(awk '/^SwapTotal/ {print $2}' /proc/meminfo)" -gt 0 ]; then ok "Swap is there"; else look "There is no swap: sudo scripts/setup.sh makes some"; fi
}

check_clock() {
  if [ "$(quick timedatectl show --property NTPSynchronized --value)" = no ]; then
    wrong "The clock isn't kept right by the network" "sudo timedatectl set-ntp true"
  fi
}

# What Let's Encrypt will do: a file below its path must come back by the domain's name.
check_domain() {
  local domain port acme token folder answer
  domain=$(setting DOMAIN) port=$(setting HTTP_PORT 80) acme=$(setting ACME_DIR "$root/.data/acme")
  if ! quick getent ahosts "$domain" >/dev/null; then
    wrong "The name ${domain:-(none)} is unknown to DNS" "add an A record for it with this server's address where you bought the domain, and wait some minutes"
    return
  fi
  if ! running conectafy-nginx; then
    local taken
    for port in "$port" "$(setting HTTPS_PORT 443)"; do
      taken=$(quick ss -Hltnp "sport = :$port" | sed -nE 's/.*users:\(\("([^"]+)".*/\1/p' | sort -u | paste -sd' ')
      [ -z "$(quick ss -Hltn "sport = :$port")" ] || wrong "Port $port is taken by ${taken:-another program}" "stop it (often: sudo systemctl disable --now apache2 or nginx), then scripts/install.sh"
    done
    return
  fi
  token=doctor-$RANDOM$RANDOM folder=$acme/.well-known/acme-challenge
  if ! { as_root mkdir -p "$folder" && as_root tee "$folder/$token" <<<"$token" >/dev/null; } 2>/dev/null; then
    look "Whether $domain leads here wasn't checked: it needs root, or sudo without a password"
    return
  fi
  answer=$(web "http://$domain:$port/.well-known/acme-challenge/$token" || true)
  as_root rm -f "$folder/$token"
  if [ "$answer" = "$token" ]; then
    ok "$domain leads here, and port $port answers (seen from this machine)"
  else
    wrong "http://$domain:$port doesn't lead to this Nginx ($(quick getent ahosts "$domain" | awk '{print $1}' | sort -u | paste -sd' '))" \
      "let the A record be this server's address, remove an AAAA record that leads elsewhere, and open ports 80 and 443 in the provider's firewall"
  fi
}

check_certificate() {
  local file days served
  file=$(setting TLS_DIR "$root/.data/tls")/fullchain.pem
  if ! [ -s "$file" ]; then
    wrong "There is no certificate" "scripts/install.sh makes one, scripts/certificate.sh gets a real one"
    return
  fi
  days=$((($(date -d "$(openssl x509 -in "$file" -noout -enddate | cut -d= -f2)" +%s) - $(date +%s)) / 86400))
  if [ "$days" -lt 0 ]; then
    wrong "The certificate has expired" "scripts/certificate.sh"
  elif [ "$days" -lt 14 ]; then
    wrong "The certificate lasts $days days more, and should have been renewed" "scripts/certificate.sh --renew; is /etc/cron.d/conectafy-certificate there, and port 80 open?"
  else
    ok "The certificate lasts $days days more"
  fi
  if [ "$(openssl x509 -in "$file" -noout -subject | cut -d= -f2-)" = "$(openssl x509 -in "$file" -noout -issuer | cut -d= -f2-)" ]; then
    look "The certificate is self-signed, so browsers warn: set ACME_EMAIL in .env, then scripts/certificate.sh"
  fi
  running conectafy-nginx || return 0
  served=$(quick openssl s_client -connect "127.0.0.1:$(setting HTTPS_PORT 443)" -servername "$(setting DOMAIN)" </dev/null | openssl x509 -noout -fingerprint 2>/dev/null || true)
  if [ -n "$served" ] && [ "$served" != "$(openssl x509 -in "$file" -noout -fingerprint)" ]; then
    wrong "Nginx still uses another certificate than $file" "docker exec conectafy-nginx nginx -s reload"
  fi
}

check_containers() {
  local service name state health code restarts seen=''
  while IFS='|' read -r service name state health code; do
    seen=yes
    [ "$service" = migrate ] && [ "$state" = exited ] && [ "$code" = 0 ] && continue
    restarts=$(number "$(quick docker inspect --format '{{.RestartCount}}' "$name")")
    if [ "$state" != running ]; then
      wrong "$service is $state" "scripts/logs.sh $service tells why; docker start $name"
    elif [ "$health" = unhealthy ] || [ "$health" = starting ]; then
      wrong "$service is $health" "scripts/logs.sh $service tells why"
    elif [ "$restarts" -gt 3 ]; then
      wrong "$service was restarted $restarts times" "scripts/logs.sh $service tells why it ends; dmesg | grep -i oom whether memory ran out"
    else
      ok "$service runs"
    fi
  done < <(compose ps --all --format '{{.Service}}|{{.Name}}|{{.State}}|{{.Health}}|{{.ExitCode}}' 2>/dev/null)
  [ -n "$seen" ] || wrong "Nothing of Conectafy runs" "scripts/install.sh"
}

check_answers() {
  local address ready
  if answers 2>/dev/null; then
    ok "$(setting PUBLIC_URL) answers on this machine"
  else
    wrong "The API doesn't answer through Nginx" "scripts/logs.sh nginx, then scripts/logs.sh backend"
  fi
  # Readiness isn't public. The machine reaches a container's address by itself.
  address=$(quick docker inspect --format '{{with index .NetworkSettings.Networks "conectafy_network"}}{{.IPAddress}}{{end}}' conectafy-backend || true)
  ready=$(web "http://${address:-127.0.0.1}:3001/health/ready" || true)
  case $ready in
    *'"ready":true'*) ok "The backend reaches its database and the engine" ;;
    *'"ready":false'*) wrong "The backend isn't ready: $(grep -oE '"name":"[a-z]+","ok":false' <<<"$ready" | cut -d'"' -f4 | paste -sd' ') does not answer" "scripts/logs.sh backend" ;;
    *) wrong "The backend doesn't answer" "scripts/logs.sh backend" ;;
  esac
}

check_database() {
  local clock skew reason count
  if ! clock=$(ask 'select extract(epoch from clock_timestamp())::bigint'); then
    wrong "The database doesn't answer" "self-hosted: scripts/logs.sh db; hosted: is the project paused, and MIGRATION_DATABASE_URL right?"
    return
  fi
  ok "Database: $(ask 'select pg_size_pretty(pg_database_size(current_database()))')"
  skew=$(($(date +%s) - $(number "$clock")))
  if [ "${skew#-}" -gt 5 ]; then
    wrong "This machine's clock and the database's differ by ${skew#-} s" "sudo timedatectl set-ntp true"
  fi
  while IFS='|' read -r reason count; do
    [ -z "$reason" ] || wrong "$count numbers in error: $reason" "docs/troubleshooting.md, at $reason"
  done < <(ask "select coalesce(error_code, 'unknown'), count(*) from public.whatsapp_sessions where status = 'error' group by 1 order by 1")
  count=$(number "$(ask 'select count(*) from conectafy.unprocessed_webhooks')")
  if [ "$count" -gt 0 ]; then
    look "$count webhooks were not understood and are kept in conectafy.unprocessed_webhooks: please report them, with the column reason"
  else
    ok "All webhooks were understood"
  fi
}

ask() { ask_database "$1" 2>/dev/null; }

check_backup() {
  local newest hours
  newest=$(find "$BACKUP_DIR" -maxdepth 1 -name 'conectafy-*.tar*' ! -name '*.part' -printf '%T@ %f\n' 2>/dev/null | sort -n | tail -n 1)
  if [ -z "$newest" ]; then
    wrong "There is no backup in $BACKUP_DIR" "scripts/backup.sh makes one, scripts/backup.sh --every-night one each night; keep copies elsewhere"
    return
  fi
  hours=$((($(date +%s) - ${newest%%.*}) / 3600))
  if [ "$hours" -gt 36 ]; then
    wrong "The newest backup is $hours hours old" "tail /var/log/conectafy-backup.log; scripts/backup.sh --every-night makes one each night"
  else
    ok "Newest backup: ${newest#* }, $hours hours old"
  fi
}

check_waha() {
  local image
  image=$(setting WAHA_IMAGE devlikeapro/waha:gows-2026.8.2)
  if quick docker image inspect "$image" >/dev/null; then
    ok "$image is here"
  elif [ "$(setting WAHA_PULL missing)" = never ]; then
    wrong "$image isn't here, and WAHA_PULL=never" "docker pull $image"
  else
    look "$image isn't here yet; it is fetched with the first number (docker pull $image does it now)"
  fi
}

check_version() {
  local here newest
  here=$(setting CONECTAFY_VERSION)
  newest=$(GIT_TERMINAL_PROMPT=0 quick git -C "$root" ls-remote --tags --refs --sort=v:refname origin | sed 's,.*refs/tags/,,' | tail -n 1 || true)
  if [ -n "$newest" ] && [ "$newest" != "$here" ]; then
    look "Version $here runs; $newest is out: scripts/update.sh $newest"
  else
    ok "Version ${here:-unknown}"
  fi
}

examine() {
  check_engine
  check_disk
  check_clock
  if [ -f "$env_file" ]; then
    check_settings
    check_memory
    check_domain
    check_certificate
    check_containers
    check_answers
    check_database
    check_backup
    check_waha
    check_version
  else
    wrong "$env_file is missing" "scripts/install.sh writes it"
  fi
  if [ "$problems" -eq 0 ]; then printf 'Nothing is wrong.\n'; else printf '%s wrong.\n' "$problems"; fi
  [ "$problems" -eq 0 ]
}

versions() {
  printf 'Conectafy %s\n' "$(setting CONECTAFY_VERSION unknown)"
  uname -srm
  sed -n 's/^PRETTY_NAME=//p' /etc/os-release
  quick docker version || true
  compose version 2>/dev/null || true
  printf 'WAHA %s, engine %s\n' "$(setting WAHA_IMAGE 'by default')" "$(setting WAHA_ENGINE GOWS)"
}

# pack FINDINGS: the bundle. Each text passes scripts/redact.sh on its way in.
pack() {
  local work name
  work=$(mktemp -d)
  # shellcheck disable=SC2064 # The folder of now.
  trap "rm -rf '$work'" EXIT
  mkdir -p "$work/conectafy/logs"
  keep_text() { "$root/scripts/redact.sh" >"$work/conectafy/$1"; }
  keep_text doctor.txt <<<"$1"
  versions 2>/dev/null | keep_text versions.txt
  { compose ps --all 2>/dev/null || true; } | keep_text containers.txt
  { sed -nE 's/^([A-Z_][A-Z0-9_]*)=.*/\1/p' "$env_file" 2>/dev/null || true; } | sort -u >"$work/conectafy/env-names.txt"
  for name in $(compose --profile '*' config --services 2>/dev/null); do
    { compose logs --no-color --no-log-prefix --timestamps --tail 500 "$name" 2>/dev/null || true; } | keep_text "logs/$name.txt"
  done
  (umask 077 && tar -C "$work" -czf "$bundle" conectafy)
  say "Written: $bundle"
}

status=0
if [ -n "$bundle" ]; then
  findings=$(examine) || status=1
  printf '%s\n' "$findings"
  pack "$findings"
else
  examine || status=1
fi
exit "$status"
