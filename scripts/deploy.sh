# shellcheck shell=bash
# What the scripts of an installation share: its .env, its compose file, its images. They source this file after lib.sh.

env_file=${CONECTAFY_ENV:-$root/.env}
export CONECTAFY_ENV=$env_file
# Where backup.sh puts what restore.sh takes.
export BACKUP_DIR=${BACKUP_DIR:-$root/.data/backups}

# compose ARGUMENT…: Docker Compose on this installation, the plugin or the program of that name. COMPOSE_OVERRIDE may name one more file.
compose() {
  local files=(--project-directory "$root" --env-file "$env_file" --file "$root/docker-compose.yml")
  [ -z "${COMPOSE_OVERRIDE:-}" ] || files+=(--file "$COMPOSE_OVERRIDE")
  if docker compose version >/dev/null 2>&1; then
    docker compose "${files[@]}" "$@"
  else
    docker-compose "${files[@]}" "$@"
  fi
}

# need_installation: for scripts that are of no use before install.
need_installation() {
  docker_answers || die "no Docker engine answers: systemctl start docker"
  [ -f "$env_file" ] || die "$env_file is missing: scripts/install.sh writes it"
}

# setting NAME [DEFAULT]: a value of .env.
setting() {
  local line
  line=$(grep -E "^$1=" "$env_file" | tail -n 1) || true
  line=${line#*=}
  line=${line#\'} line=${line%\'}
  printf '%s\n' "${line:-${2:-}}"
}

# keep NAME VALUE: puts a value into .env, whether it has that name already or not. The file is replaced in one step.
keep() {
  local next
  next=$(mktemp "$env_file.XXXXXX")
  { grep -vE "^$1=" "$env_file" || true; } >"$next"
  printf "%s='%s'\n" "$1" "$2" >>"$next"
  chmod 600 "$next"
  mv "$next" "$env_file"
}

self_hosted() {
  case ,$(setting COMPOSE_PROFILES), in *,supabase,*) return 0 ;; *) return 1 ;; esac
}

# tool_run VOLUME-ARGUMENTS… -- COMMAND…: a command with the files of volumes, in an image that is here anyway, without a network.
tool_run() {
  local mounts=()
  while [ "$1" != -- ]; do
    mounts+=("$1")
    shift
  done
  shift
  docker run --rm --interactive --network none --user 0:0 --entrypoint "$1" "${mounts[@]}" "$(setting NGINX_IMAGE nginx:1.28-alpine)" "${@:2}"
}

# wait_healthy SECONDS [SERVICE…]: until these, or all, are healthy, or fails and says which is not.
wait_healthy() {
  local end=$((SECONDS + $1)) waiting
  while :; do
    waiting=$(compose ps --all --format '{{.Service}}|{{.State}}|{{.Health}}|{{.ExitCode}}' "${@:2}" |
      awk -F '|' '!($2 == "running" && ($3 == "healthy" || $3 == "")) && !($1 == "migrate" && $2 == "exited" && $4 == 0) {print $1}')
    [ -n "$waiting" ] || return 0
    [ "$SECONDS" -lt "$end" ] || break
    sleep 2
  done
  say "Not healthy after $1 s: ${waiting//$'\n'/, }"
  return 1
}

# answers: whether the API answers through Nginx, as people reach it.
answers() {
  curl --silent --show-error --fail --insecure --max-time 10 --output /dev/null "https://127.0.0.1:$(setting HTTPS_PORT 443)/health"
}

# pg_script SCRIPT ARGUMENT…: a shell script where PostgreSQL's programs are. "$@" begins with what leads to the installation's database,
# as a role that may do all there. Its standard input is ours.
pg_script() {
  if self_hosted; then
    compose exec -T db sh -c "$1" sh --host localhost --username supabase_admin --no-password "${@:2}"
  else
    SERVICE=$(pg_service) docker run --rm --interactive --env PGSERVICE=it --env SERVICE --entrypoint sh "$(setting PG_CLIENT_IMAGE postgres:17-alpine)" \
      -c 'printf "%s" "$SERVICE" >/tmp/service && export PGSERVICEFILE=/tmp/service && '"$1" sh --no-password "${@:2}"
  fi
}

# pg PROGRAM ARGUMENT…: one of them.
pg() { pg_script "exec $1 \"\$@\"" "${@:2}"; }

# pg_service is MIGRATION_DATABASE_URL as libpq's service file has it, so that no list of processes shows a password.
pg_service() {
  local rest user host
  rest=$(setting MIGRATION_DATABASE_URL)
  rest=${rest#*://} user=${rest%@*} host=${rest##*@}
  printf '[it]\nuser=%s\npassword=%s\n' "${user%%:*}" "${user#*:}"
  printf 'host=%s\nport=%s\ndbname=postgres\nsslmode=require\nconnect_timeout=10\n' "${host%%[:/]*}" "$(sed -nE 's/^[^:]*:([0-9]+).*/\1/p' <<<"$host" | grep . || echo 5432)"
}

# ask_database SQL [DATABASE]: one value, or a value a line.
ask_database() {
  pg psql --dbname "${2:-postgres}" --no-psqlrc --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$1" </dev/null
}

# counts DATABASE is what a backup has to bring back.
counts() {
  ask_database "select format('users %s, numbers %s, chats %s, messages %s', (select count(*) from auth.users),
    (select count(*) from public.whatsapp_sessions), (select count(*) from public.contacts), (select count(*) from public.messages))" "$1"
}
