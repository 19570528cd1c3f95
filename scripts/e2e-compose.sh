#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/e2e-compose.sh

Installs Conectafy by its own scripts on this machine, with the real Dockerfiles and compose file on stand-ins for the images of
registries (docker/standins/README.md), and goes through what happens to an installation: a person's first day through Nginx,
attacks from outside, a number restarted, an update that fails, a backup, everything destroyed, a restore. Takes away what it made.
Needs root and a Docker engine on which no Conectafy runs." "$@"

cd "$root"
docker_answers || die "no Docker engine answers: scripts/docker.sh start"
[ -z "$(docker ps --all --quiet --filter name='^conectafy-')" ] || die "a Conectafy runs on this engine already: this test would replace it"

state=$(mktemp -d)
report=$data/compose.json
export CONECTAFY_ENV=$state/.env BACKUP_DIR=$state/backups STATE=$state COMPOSE_OVERRIDE=$root/docker/standins/compose.yml
export DOCKER_BUILDKIT=0 PATH=$data/bin:$PATH
. scripts/deploy.sh

passed=0 failed=0 failures=
# check WHAT COMMAND…: one test; it is told and counted.
check() {
  local what=$1
  shift
  if "$@" >"$state/check.log" 2>&1; then
    passed=$((passed + 1))
    say "ok    $what"
  else
    failed=$((failed + 1))
    failures+="FAILED installation: $what"$'\n'
    say "FAIL  $what"
    tail -n 30 "$state/check.log" >&2
  fi
}

destroy() {
  [ ! -f "$CONECTAFY_ENV" ] || compose --profile '*' down --volumes --remove-orphans --timeout 5 >/dev/null 2>&1 || true
  docker ps --all --quiet --filter network=conectafy_network | xargs --no-run-if-empty docker rm --force --volumes >/dev/null
  if [ -f "$state/installation" ]; then
    docker volume ls --quiet --filter "label=com.conectafy.installation=$(cat "$state/installation")" | xargs --no-run-if-empty docker volume rm >/dev/null
  fi
  docker network rm conectafy_network >/dev/null 2>&1 || true
}
finish() {
  local code=$?
  if [ "$code" -ne 0 ] && [ -f "$CONECTAFY_ENV" ]; then
    compose logs --tail 30 >&2 || true
  fi
  destroy
  rm -rf "$state"
  exit "$code"
}
trap finish EXIT

browse() { (cd frontend && REPORT=$state/browser.json PUBLIC_URL=$(setting PUBLIC_URL) npx --no-install playwright test --config playwright.compose.config.ts "$1"); }

# status EXPECTED PATH [CURL-ARGUMENT…]: what Nginx answers from outside.
status() {
  local got
  got=$(curl --silent --insecure --max-time 20 --output "$state/body" --write-out '%{http_code}' "${@:3}" "https://localhost:$https$2")
  [ "$got" = "$1" ] || { printf '%s answered %s, not %s\n' "$2" "$got" "$1" && head -c 500 "$state/body" && return 1; }
}

header() { curl --silent --insecure --max-time 20 --head "https://localhost:$https$1" | tr -d '\r' | grep -iE "^$2"; }

refused() { ! "$@"; }

tls() { openssl s_client -connect "localhost:$https" -servername localhost "$@" </dev/null 2>&1; }

# engine METHOD PATH [BODY]: what the socket proxy answers somebody on its network.
engine() {
  docker run --rm --network conectafy_docker_api --entrypoint bash "$NGINX_IMAGE" -c '
    exec 3<>/dev/tcp/socket-proxy/2375
    printf "%s %s HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s" "$0" "$1" "${#2}" "${2:-}" >&3
    head -n 1 <&3' "$@" | grep -oE ' [0-9]{3} ' | tr -d ' '
}

says() { [ "$("${@:2}")" = "$1" ] || { printf 'got %s, not %s\n' "$("${@:2}")" "$1" && return 1; }; }

say "== images"
scripts/compose.sh
CHROMIUM=$(scripts/chromium.sh)
scripts/web.sh modules
export CHROMIUM
images=$(scripts/standins.sh) # a step of its own: where it fails, this ends
while IFS= read -r line; do
  export "${line?}"
done <<<"$images"
scripts/simulator.sh
scripts/images.sh e2e

http=18080 https=18443
say "== install"
scripts/install.sh --domain localhost --supabase self --set HTTP_PORT=$http --set HTTPS_PORT=$https --set CONECTAFY_VERSION=e2e \
  --set WAHA_IMAGE=conectafy/waha-sim:dev --set WAHA_PULL=never --set "NGINX_IMAGE=$NGINX_IMAGE" --set "POSTGRES_IMAGE=$POSTGRES_IMAGE" \
  --set "AUTH_IMAGE=$AUTH_IMAGE" --set "TLS_DIR=$state/tls" --set "ACME_DIR=$state/acme" --set "PROMETHEUS_TOKEN_FILE=$state/secrets/metrics_token" --set WAHA_MEMORY_MB=64 \
  --set BACKUP_PASSPHRASE=correct-horse-battery
ask_database "select id from conectafy.installation" >"$state/installation"
kilobytes() { docker image inspect --format '{{.Size}}' "$1" | awk -v limit="$2" '{print $1; exit $1 > limit * 1000000}'; }
check "the backend's image is under 30 MB" kilobytes conectafy/backend:e2e 30
check "the web app's image is under 250 MB" kilobytes conectafy/frontend:e2e 250
check "installing again changes nothing" scripts/install.sh

say "== from outside"
check "plain HTTP leads to HTTPS" says 308 curl --silent --output /dev/null --write-out '%{http_code}' "http://localhost:$http/login"
mkdir -p "$state/acme/.well-known/acme-challenge" && echo proof >"$state/acme/.well-known/acme-challenge/token" && chmod -R a+rX "$state"
check "but not what Let's Encrypt asks for" says proof curl --silent "http://localhost:$http/.well-known/acme-challenge/token"
check "the page" status 200 /login
check "the API" status 200 /health
check "an API without a token" status 401 /api/sessions
check "no webhook from outside" status 404 /api/webhook/whatsapp/waha-session-x --data '{}'
check "nor by a path in disguise" status 404 /api//webhook/whatsapp/waha-session-x --data '{}'
check "no webhook behind an encoded path" status 404 /api/%77ebhook/whatsapp/waha-session-x --data '{}'
check "no measurements from outside" status 404 /metrics
head -c 2000000 /dev/zero >"$state/large"
check "a body that is too large" status 413 /api/sessions --data-binary @"$state/large"
check "but not a file, which may be large" status 401 /api/messages/00000000-0000-0000-0000-000000000000/media --form "file=@$state/large"
check "HSTS" header /login strict-transport-security
check "no sniffing" header /login 'x-content-type-options: nosniff'
check "no frames" header /login 'x-frame-options: DENY'
check "a policy with a nonce" header /login 'content-security-policy:.*nonce-'
check "no version of Nginx" refused header /login 'server: nginx/'
check "HTTP/2" says 2 curl --silent --insecure --output /dev/null --write-out '%{http_version}' "https://localhost:$https/login"
check "compressed pages" curl --silent --insecure --fail --compressed --dump-header - --output /dev/null "https://localhost:$https/login"
for version in tls1_2 tls1_3; do
  check "$version is spoken" tls "-$version"
done
for version in tls1 tls1_1; do
  check "$version isn't" refused tls "-$version" -cipher 'ALL:@SECLEVEL=0'
done
check "no weak cipher" refused tls -tls1_2 -cipher 'AES128-SHA:DES-CBC3-SHA:RC4-SHA'
check "Nginx's files are right" compose exec -T nginx nginx -t
too_often() {
  curl --silent --insecure --parallel --parallel-max 50 --output "$state/answer-#1" --write-out '%{http_code}\n' \
    "https://localhost:$https/auth/v1/settings?[1-200]" >"$state/answers"
  grep -q 429 "$state/answers"
}
check "too many tries to sign in" too_often

say "== inside"
check "the socket proxy alone has the socket" says conectafy-socket-proxy docker ps --filter volume=/var/run/docker.sock --format '{{.Names}}'
check "the proxy lists" says 200 engine GET /v1.41/containers/json
check "the proxy runs nothing of another image" says 403 engine POST '/v1.41/containers/create?name=waha-session-00000000-0000-0000-0000-000000000000' '{"Image":"conectafy/backend:e2e","HostConfig":{"Privileged":true}}'
check "the proxy shows no container of the installation" says 404 engine GET /v1.41/containers/conectafy-db/json
check "the proxy executes nothing" says 403 engine POST /v1.41/containers/conectafy-db/exec '{"Cmd":["id"]}'
check "the proxy builds nothing" says 403 engine POST /v1.41/build
hardened() { docker inspect --format '{{.Name}} {{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}' "$1" | grep -E ' (65532:65532|101:101) true \[ALL\] \[no-new-privileges:true\]'; }
for name in nginx frontend backend socket-proxy; do
  check "$name is an ordinary user on a root that it can't write to" hardened "conectafy-$name"
done
anonymous() {
  local said
  said=$(ask_database "set role anon; select count(*) from public.messages" 2>&1) || true
  printf '%s\n' "$said"
  [[ $said == *'permission denied'* ]]
}

say "== a first day"
check "sign up, create, scan, chat, in a browser through TLS" browse first
check "the anon key reads no message" anonymous

say "== a number is restarted"
check "restart-session" scripts/restart-session.sh "$(cat "$state/session-id")"
check "conversation and link after it" browse again

say "== the backend is killed"
docker kill conectafy-backend >/dev/null && docker start conectafy-backend >/dev/null
check "it is healthy again" wait_healthy 60

say "== logs of all that"
# lacks PATTERN: whether the logs are there, and no line of them has it.
lacks() {
  compose logs --no-color backend nginx frontend socket-proxy >"$state/logs" 2>&1 && grep -q '"message":"listening"' "$state/logs" &&
    refused grep -E "$1" "$state/logs"
}
check "no message, number, token or code in them" lacks 'conchas|5491122334455|5215500000051|eyJ[A-Za-z0-9_-]{20,}|2@[A-Za-z0-9+/]{20,}'

say "== an update that fails"
for name in frontend socket-proxy; do
  docker tag conectafy/$name:e2e conectafy/$name:broken
done
printf 'FROM conectafy/backend:e2e\nENV ROLES=cook\n' | docker build --quiet --tag conectafy/backend:broken - >/dev/null 2>&1
export UPDATE_TIMEOUT=30
check "the update fails" refused scripts/update.sh broken
check "the version of before is kept" says e2e setting CONECTAFY_VERSION
check "it runs" answers
check "conversation and link after it" browse again

say "== backup, nothing left, restore"
backup=$(scripts/backup.sh --verify)
check "the backup is encrypted" refused tar -tf "$backup"
before=$(counts postgres)
destroy
rm -f "$CONECTAFY_ENV"
check "nothing is left" says '' docker volume ls --quiet --filter name=conectafy_
check "a wrong passphrase restores nothing" refused env BACKUP_PASSPHRASE=wrong scripts/restore.sh --yes "$backup"
check "restore" env BACKUP_PASSPHRASE=correct-horse-battery scripts/restore.sh --yes "$backup"
check "the counts are those of before" says "$before" counts postgres
check "conversation and link after it" browse again

say "== logs since"
check "no request failed" lacks 'permission denied|"level":"error"'

printf '{"numPassedTests": %s, "numFailedTests": %s, "numPendingTests": 0}\n' "$passed" "$failed" >"$report"
printf '%s' "$failures"
say "$passed checks of the installation passed, $failed failed"
[ "$failed" -eq 0 ]
