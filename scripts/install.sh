#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/deploy.sh"

usage "Usage: scripts/install.sh [--domain NAME] [--email ADDRESS] [--supabase self|hosted] [--set NAME=VALUE]…

Installs Conectafy on this machine, or goes on where it stopped: asks what it must know, writes .env with secrets of its own,
builds the images, starts everything, checks it, and prints the address. Needs Docker with Compose (scripts/setup.sh installs
them). What is in .env already is kept.

--domain    the name people type; its A record must lead here. localhost is good for a try on one machine.
--email     for Let's Encrypt. Without it the certificate is self-signed, and browsers warn.
--supabase  self: PostgreSQL and Auth run here. hosted: a project of supabase.com, for which SUPABASE_URL, SUPABASE_ANON_KEY and
            MIGRATION_DATABASE_URL (its direct connection, as postgres) are asked for, or given with --set.
--set       any other line of .env." "${1:-}"

domain='' email='' supabase='' settings=() prepare=''
while [ $# -gt 0 ]; do
  case $1 in
    --prepare) # for restore.sh: what is needed beside .env, and nothing started
      prepare=yes
      shift
      continue
      ;;
    --domain) domain=${2:?} ;;
    --email) email=${2:?} ;;
    --supabase) supabase=${2:?} ;;
    --set) settings+=("${2:?}") ;;
    *) die "unknown argument $1; --help tells what there is" ;;
  esac
  shift 2
done

# ask NAME QUESTION [DEFAULT]: the answer of the person, if there is one.
ask() {
  local answer=''
  if [ -t 0 ]; then
    read -rp "$2${3:+ [$3]}: " answer
  fi
  answer=${answer:-${3:-}}
  [ -n "$answer" ] || die "$1 is needed: --help tells how to give it"
  printf '%s\n' "$answer"
}

# once NAME VALUE: keeps a value unless the installation has one.
once() { [ -n "$(setting "$1")" ] || keep "$1" "$2"; }

secret() { openssl rand -hex 32; }

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# api_key ROLE: one of Supabase's two keys, a token without an end that the project's secret signs.
api_key() {
  local body
  body=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf '{"role":"%s","iss":"supabase","iat":%s,"exp":%s}' "$1" "$(date +%s)" $(($(date +%s) + 315360000)) | base64url)
  printf '%s.%s\n' "$body" "$(printf '%s' "$body" | openssl dgst -sha256 -hmac "$(setting SUPABASE_JWT_SECRET)" -binary | base64url)"
}

write_settings() {
  local public line
  [ -f "$env_file" ] || (umask 077 && printf '# Written by scripts/install.sh. .env.example and docs/configuration.md tell of every name.\n' >"$env_file")
  chmod 600 "$env_file"
  for line in ${settings[@]+"${settings[@]}"}; do
    keep "${line%%=*}" "${line#*=}"
  done
  [ -n "$(setting DOMAIN)" ] || keep DOMAIN "${domain:-$(ask DOMAIN "Domain under which people reach it")}"
  [ -z "$email" ] || keep ACME_EMAIL "$email"
  public=https://$(setting DOMAIN)
  [ "$(setting HTTPS_PORT 443)" = 443 ] || public=$public:$(setting HTTPS_PORT)
  once PUBLIC_URL "$public"
  once CONECTAFY_VERSION "$(git -C "$root" describe --always --tags 2>/dev/null || date +%Y%m%d)"
  once DOCKER_GID "$(stat -c %g "$(setting DOCKER_SOCKET /var/run/docker.sock)")"
  once SECRETS_KEY "$(openssl rand -base64 32)"
  once METRICS_TOKEN "$(secret)"
  once SERVER_PASSWORD "$(secret)"
  if [ -z "$(setting SUPABASE_URL)$supabase" ]; then
    supabase=$(ask --supabase "Supabase: self (on this machine) or hosted (supabase.com)" self)
  fi
  case $supabase in
    self) self_settings ;;
    hosted) hosted_settings ;;
    '') ;;
    *) die "--supabase is self or hosted" ;;
  esac
}

self_settings() {
  local profiles
  profiles=$(setting COMPOSE_PROFILES)
  self_hosted || keep COMPOSE_PROFILES "supabase${profiles:+,$profiles}"
  once POSTGRES_PASSWORD "$(secret)"
  once SUPABASE_JWT_SECRET "$(secret)"
  once SUPABASE_ANON_KEY "$(api_key anon)"
  once SUPABASE_SERVICE_KEY "$(api_key service_role)"
  once SUPABASE_URL "$(setting PUBLIC_URL)"
  once SUPABASE_INTERNAL_URL http://nginx:8000
  once JWKS_URL http://nginx:8000/auth/v1/.well-known/jwks.json
  once MIGRATION_DATABASE_URL "postgres://postgres:$(setting POSTGRES_PASSWORD)@db:5432/postgres"
  once DATABASE_URL "postgres://conectafy_server:$(setting SERVER_PASSWORD)@db:5432/postgres"
}

hosted_settings() {
  local address host user project
  once SUPABASE_URL "$(ask SUPABASE_URL "Project's address (https://….supabase.co)")"
  once SUPABASE_ANON_KEY "$(ask SUPABASE_ANON_KEY "Project's anon key")"
  address=$(setting MIGRATION_DATABASE_URL)
  [ -n "$address" ] || address=$(ask MIGRATION_DATABASE_URL "Direct connection as postgres (postgres://postgres:…@db.….supabase.co:5432/postgres)")
  once MIGRATION_DATABASE_URL "$address"
  host=${address##*@}
  user=${address#*://} user=${user%%:*}
  project=''
  [[ $user != *.* ]] || project=.${user#*.} # Supabase's pooler tells projects apart by the user's name.
  [ "$host" != "$address" ] || die "MIGRATION_DATABASE_URL has no user and password"
  once DATABASE_URL "postgres://conectafy_server$project:$(setting SERVER_PASSWORD)@$host"
}

# A certificate that browsers warn of, so that Nginx can start before there is a real one.
self_signed() {
  local folder
  folder=$(setting TLS_DIR "$root/.data/tls")
  mkdir -p "$folder" "$(setting ACME_DIR "$root/.data/acme")"
  if [ ! -s "$folder/fullchain.pem" ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 -subj "/CN=$(setting DOMAIN)" \
      -addext "subjectAltName=DNS:$(setting DOMAIN)" -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
  fi
  chmod 644 "$folder/fullchain.pem"
  chmod 400 "$folder/privkey.pem"
  as_root chown 101:101 "$folder/privkey.pem" # Nginx's user in its container.
}

# What Prometheus, an ordinary user in its container, reads from a file. The folder keeps everybody else out.
metrics_token() {
  local file
  file=$(setting PROMETHEUS_TOKEN_FILE "$root/.data/secrets/metrics_token")
  mkdir -p "$(dirname "$file")"
  chmod 700 "$(dirname "$file")"
  setting METRICS_TOKEN | tr -d '\n' >"$file"
  chmod 644 "$file"
}

docker_answers || die "no Docker engine answers: scripts/setup.sh installs one"
compose version >/dev/null 2>&1 || die "Docker Compose is missing: scripts/setup.sh installs it"
for program in openssl curl; do
  command -v "$program" >/dev/null || die "$program is missing: scripts/setup.sh installs it"
done
[ -n "$prepare" ] || write_settings
self_signed
metrics_token
[ -z "$prepare" ] || exit 0
version=$(setting CONECTAFY_VERSION)
for name in backend frontend socket-proxy; do
  docker image inspect "conectafy/$name:$version" >/dev/null 2>&1 || { "$root/scripts/images.sh" "$version" && break; }
done
say "Starting ..."
compose up --detach --remove-orphans >&2
if ! { wait_healthy 180 && answers; }; then
  compose logs --tail 20 migrate backend nginx >&2
  die "it doesn't answer; scripts/doctor.sh tells more"
fi
if [ -n "$(setting ACME_EMAIL)" ]; then
  "$root/scripts/certificate.sh"
fi
printf 'Conectafy runs: %s\n' "$(setting PUBLIC_URL)"
