#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/setup.sh [--dry-run]

Prepares a fresh server for scripts/install.sh: Ubuntu 22.04 or 24.04, Debian 12 or 13, as root. Says each thing before it does it,
leaves alone what is there already, and may be repeated.

--dry-run  only says what it would do

It installs Docker Engine with Compose (Docker's own packages) and some small programs; a firewall that lets in SSH, HTTP and HTTPS;
fail2ban for SSH; the distribution's security updates every night; 2 GB of swap where there is none; and a user conectafy, who
may use Docker and is therefore as powerful as root: give that login to nobody who may not be root." "${1:-}"

dry=''
case ${1:-} in
  '') ;;
  --dry-run) dry=yes ;;
  *) die "unknown argument $1; --help tells what there is" ;;
esac

# /etc/os-release is a shell file with ID, VERSION_ID and VERSION_CODENAME.
# shellcheck source=/dev/null
. /etc/os-release
case $ID-${VERSION_ID:-} in
  ubuntu-22.04 | ubuntu-24.04 | debian-12 | debian-13) ;;
  *) die "this is ${PRETTY_NAME:-an unknown system}; it knows Ubuntu 22.04 and 24.04, Debian 12 and 13" ;;
esac
[ -n "$dry" ] || [ "$(id -u)" -eq 0 ] || die "run it as root: sudo scripts/setup.sh"

# change SENTENCE COMMAND…: says it, then does it.
change() {
  say "→ $1"
  [ -n "$dry" ] || "${@:2}"
}

there() { say "✓ $1"; }

# put FILE: standard input becomes the file, unless it is that already.
put() {
  local content
  content=$(cat)
  if [ "$(cat "$1" 2>/dev/null)" = "$content" ]; then
    there "$1"
  else
    change "Write $1" write "$1" "$content"
  fi
}

write() {
  mkdir -p "$(dirname "$1")"
  printf '%s\n' "$2" >"$1"
}

packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query --show --showformat '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    there "packages: $*"
  else
    change "Install the packages ${missing[*]}" install_packages "${missing[@]}"
  fi
}

# The key of Docker's packages, as their documentation names it.
docker_key=9DC858229FC7DD38854AE2D88D81803C0EBFCD88

trust_docker() {
  local key=/etc/apt/keyrings/docker.asc
  install -d -m 755 /etc/apt/keyrings
  curl --fail --silent --show-error --location --max-time 60 --output "$key.new" "https://download.docker.com/linux/$ID/gpg"
  gpg --batch --quiet --show-keys --with-colons "$key.new" | grep -q "^fpr:*$docker_key:" ||
    die "the key at download.docker.com isn't Docker's ($docker_key): nothing was installed from there"
  mv "$key.new" "$key"
  chmod 644 "$key"
  printf 'deb [arch=%s signed-by=%s] https://download.docker.com/linux/%s %s stable\n' \
    "$(dpkg --print-architecture)" "$key" "$ID" "$VERSION_CODENAME" >/etc/apt/sources.list.d/docker.list
  apt-get -q update >"$data/apt.log" 2>&1 || { tail -n 20 "$data/apt.log" >&2 && die "the package lists couldn't be renewed"; }
}

docker_engine() {
  if docker_answers && docker compose version >/dev/null 2>&1; then
    there "Docker $(docker version --format '{{.Server.Version}}') with Compose $(docker compose version --short)"
    return
  fi
  # Two engines on one machine take each other's files away.
  if dpkg-query --show --showformat '${Status}' docker.io 2>/dev/null | grep -q 'ok installed'; then
    say "✗ The distribution's docker.io is installed, without Compose: apt-get remove docker.io, then run this again"
    [ -n "$dry" ] || exit 1
  fi
  if [ -s /etc/apt/sources.list.d/docker.list ]; then
    there "/etc/apt/sources.list.d/docker.list"
  else
    change "Trust Docker's package source for $ID $VERSION_CODENAME (its key is checked)" trust_docker
  fi
  packages docker-ce docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin
  change "Start Docker now and with the machine" systemctl enable --now --quiet docker
}

# The ports that sshd really uses, so that nobody is locked out: what it says, and where this very connection came in.
ssh_ports() {
  {
    sshd -T 2>/dev/null | awk '$1 == "port" { print $2 }'
    awk '{ print $4 }' <<<"${SSH_CONNECTION:-}"
  } | grep -E '^[0-9]+$' | sort -un | grep . || echo 22
}

firewall() {
  local port
  say "  Ports that Docker publishes are not held back by this firewall: Docker's own rules come first. That is why only Nginx"
  say "  publishes ports to the world, and why you should publish no others."
  for port in $(ssh_ports) 80 443; do
    change "Let in port $port/tcp" ufw allow "$port/tcp"
  done
  change "Refuse everything else that comes in" ufw default deny incoming
  change "Turn the firewall on" ufw --force enable
}

swap() {
  if [ -n "$(swapon --show --noheadings 2>/dev/null)" ]; then
    there "swap"
  else
    change "Make 2 GB of swap in /swapfile" make_swap
  fi
}

make_swap() {
  [ "$(df --output=avail --block-size=M / | tail -n 1 | tr -dc 0-9)" -gt 4096 ] || die "less than 4 GB are free on /: no room for swap"
  # Not every file system can swap on a file that was only reserved.
  dd if=/dev/zero of=/swapfile bs=1M count=2048 status=none
  chmod 600 /swapfile
  mkswap /swapfile >/dev/null
  swapon /swapfile
  grep -q '^/swapfile ' /etc/fstab || printf '/swapfile none swap sw 0 0\n' >>/etc/fstab
}

user() {
  say "  Who is in the group docker can become root with one command, so conectafy may as well use sudo."
  if id conectafy >/dev/null 2>&1; then
    there "user conectafy"
  else
    change "Make the user conectafy, without a password" useradd --create-home --shell /bin/bash conectafy
  fi
  if id -nG conectafy 2>/dev/null | grep -qw docker; then
    there "conectafy is in the group docker"
  else
    change "Put conectafy into the group docker" usermod --append --groups docker conectafy
  fi
  put /etc/sudoers.d/conectafy <<<'conectafy ALL=(ALL) NOPASSWD: ALL'
  if [ -s /root/.ssh/authorized_keys ] && [ ! -e ~conectafy/.ssh/authorized_keys ]; then
    change "Let in conectafy with root's SSH keys" copy_ssh_keys
  fi
}

folder() {
  case $root/ in /root/*) say "✗ conectafy can't reach $root: move it to /opt/conectafy, then run this again" && { [ -n "$dry" ] || exit 1; } ;; esac
  if [ "$(stat -c %U "$root")" = conectafy ]; then
    there "$root belongs to conectafy"
  else
    change "Give $root to conectafy" chown -R conectafy:conectafy "$root"
  fi
}

copy_ssh_keys() {
  install -d -m 700 -o conectafy -g conectafy ~conectafy/.ssh
  install -m 600 -o conectafy -g conectafy /root/.ssh/authorized_keys ~conectafy/.ssh/authorized_keys
}

packages ca-certificates curl git openssl gnupg cron logrotate sudo ufw fail2ban python3-systemd unattended-upgrades
docker_engine
firewall
put /etc/fail2ban/jail.d/conectafy.local <<END
[sshd]
enabled = true
backend = systemd
port = $(ssh_ports | paste -sd,)
END
change "Let fail2ban read that" systemctl restart fail2ban
put /etc/apt/apt.conf.d/20auto-upgrades <<'END'
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
END
put /etc/logrotate.d/conectafy <<'END'
/var/log/conectafy-*.log {
  weekly
  rotate 8
  compress
  missingok
  notifempty
}
END
swap
user
folder
if [ -n "$dry" ]; then
  printf 'Nothing was changed.\n'
else
  printf 'Ready. Next: su - conectafy, and there: cd %s && scripts/install.sh\n' "$root"
fi
