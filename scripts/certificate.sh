#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/deploy.sh"

usage "Usage: scripts/certificate.sh [--staging | --renew | --from FOLDER]

Gets a certificate of Let's Encrypt for DOMAIN, gives it to Nginx, and has it renewed twice a day when it is due
(/etc/cron.d/conectafy-certificate). Needs ACME_EMAIL in .env, DOMAIN's A record leading here, and port 80 open.

--staging  only tries it with Let's Encrypt's test servers, whose limits are generous; the certificate in use stays
--renew    what the renewal does: asks whether it is due, and reloads Nginx only when there is a new one
--from     uses a certificate that you have: FOLDER/fullchain.pem and FOLDER/privkey.pem" "${1:-}"

need_installation
tls=$(setting TLS_DIR "$root/.data/tls")
acme=$(setting ACME_DIR "$root/.data/acme")
state=$root/.data/letsencrypt
domain=$(setting DOMAIN)

certbot() {
  docker run --rm --volume "$state:/etc/letsencrypt" --volume "$acme:/var/www/acme" \
    "$(setting CERTBOT_IMAGE certbot/certbot:v5.1.0)" "$@" >&2
}

# same_key CERTIFICATE KEY: whether they belong together.
same_key() {
  [ "$(as_root openssl x509 -in "$1" -noout -pubkey 2>/dev/null)" = "$(as_root openssl pkey -in "$2" -pubout 2>/dev/null || echo none)" ]
}

# use FOLDER: gives Nginx the certificate in it. Each file is replaced in one step, and what doesn't fit together isn't taken.
use() {
  same_key "$1/fullchain.pem" "$1/privkey.pem" || die "$1/fullchain.pem and $1/privkey.pem are missing or don't belong together"
  as_root openssl x509 -in "$1/fullchain.pem" -noout -checkend 0 >/dev/null || die "$1/fullchain.pem has expired"
  as_root mkdir -p "$tls"
  # 101 is Nginx's user in its container. The key goes first: Nginx reads both only when it is told to.
  as_root install -m 400 -o 101 -g 101 "$1/privkey.pem" "$tls/privkey.pem.new"
  as_root install -m 644 -o 101 -g 101 "$1/fullchain.pem" "$tls/fullchain.pem.new"
  as_root mv "$tls/privkey.pem.new" "$tls/privkey.pem"
  as_root mv "$tls/fullchain.pem.new" "$tls/fullchain.pem"
  reload
}

reload() {
  if [ "$(docker inspect --format '{{.State.Running}}' conectafy-nginx 2>/dev/null)" = true ]; then
    compose exec -T nginx nginx -s reload >&2 || die "Nginx has the certificate, but couldn't reload: scripts/logs.sh nginx"
    say "Nginx uses the certificate until $(openssl x509 -in "$tls/fullchain.pem" -noout -enddate | cut -d= -f2)."
  else
    say "Nginx doesn't run; it takes the certificate when it starts."
  fi
}

# At a minute of its own for each domain, as Let's Encrypt asks for.
renew_by_itself() {
  local minute
  minute=$((0x$(printf '%s' "$domain" | sha256sum | cut -c1-4) % 60))
  say "Renewal: /etc/cron.d/conectafy-certificate, at $minute minutes past 5 and 17 h"
  printf '%s 5,17 * * * root cd %q && scripts/certificate.sh --renew >>/var/log/conectafy-certificate.log 2>&1\n' "$minute" "$root" |
    as_root tee /etc/cron.d/conectafy-certificate >/dev/null
}

ask_for_one() {
  [ -n "$(setting ACME_EMAIL)" ] || die "ACME_EMAIL is not in $env_file: Let's Encrypt warns there when a certificate runs out"
  [[ $domain == *.* && ! $domain =~ ^[0-9.]+$ ]] || die "Let's Encrypt gives certificates to names on the internet, not to ${domain:-nothing}"
  mkdir -p "$acme" "$state"
  certbot certonly --webroot --webroot-path /var/www/acme --domain "$domain" --cert-name "$domain" --email "$(setting ACME_EMAIL)" \
    --agree-tos --non-interactive --keep-until-expiring --key-type ecdsa "$@" ||
    die "Let's Encrypt gave none; the certificate of before stays in use. Does $domain lead here, and is port 80 open? scripts/doctor.sh tells"
}

case ${1:-} in
  '')
    ask_for_one
    use "$state/live/$domain"
    renew_by_itself
    ;;
  --staging)
    ask_for_one --dry-run
    say "It works: scripts/certificate.sh without --staging gets the real one."
    ;;
  --renew)
    certbot renew --cert-name "$domain" --quiet --no-random-sleep-on-renew || die "the renewal failed; scripts/doctor.sh tells how long the certificate lasts"
    # Compared with what is in use rather than told by certbot, so that a copy that failed is made up for the next time.
    as_root cmp --silent "$state/live/$domain/fullchain.pem" "$tls/fullchain.pem" || use "$state/live/$domain"
    ;;
  --from)
    [ $# -eq 2 ] || die "which folder? --help tells more"
    use "${2%/}"
    ;;
  *) die "unknown argument $1; --help tells what there is" ;;
esac
