#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage "Usage: scripts/standins.sh

Makes the images that docker/standins/README.md tells of, conectafy-standin/…, and prints the variables by which the Dockerfiles and the
compose file take them. Needs root, for debootstrap." "$@"

source=$root/docker/standins
cd "$root"

have() { docker image inspect "conectafy-standin/$1" >/dev/null 2>&1; }

# make NAME DOCKERFILE: from the files of a tar on standard input.
make_image() {
  say "Making conectafy-standin/$1 ..."
  docker build --quiet --tag "conectafy-standin/$1" --file "$2" - >/dev/null
}

debian() {
  command -v debootstrap >/dev/null || install_packages debootstrap
  local folder
  folder=$(mktemp -d)
  say "Making conectafy-standin/debian ..."
  debootstrap --variant=minbase --include=ca-certificates bookworm "$folder" >"$data/debootstrap.log" 2>&1 ||
    { tail -n 20 "$data/debootstrap.log" >&2 && die "debootstrap failed"; }
  # Whom this machine trusts: its registries may be a company's own.
  cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/"
  rm -rf "$folder"/var/cache/apt/archives/*.deb "$folder"/var/lib/apt/lists/*
  tar -C "$folder" -c . | docker import - conectafy-standin/debian >/dev/null
  rm -rf "$folder"
}

# distroless is Node with what it is linked to, and an ordinary user.
distroless() {
  local folder node
  folder=$(mktemp -d) node=$(readlink -f "$(command -v node)")
  mkdir -p "$folder"/root/{nodejs/bin,etc,tmp}
  cp "$node" "$folder/root/nodejs/bin/node"
  ldd "$node" | grep -oE '/[^ ]+' | xargs -I{} cp --parents -L {} "$folder/root/"
  printf 'root:x:0:0::/:\nnonroot:x:65532:65532::/:\n' >"$folder/root/etc/passwd"
  tar -C "$folder" -c root -C "$source" distroless-node.Dockerfile | make_image distroless-node distroless-node.Dockerfile
  rm -rf "$folder"
}

have debian || debian
have go || tar -c -C "$source" go.Dockerfile -C "$(dirname "$(go env GOROOT)")" --transform "s,^$(basename "$(go env GOROOT)"),go," "$(basename "$(go env GOROOT)")" |
  make_image go go.Dockerfile
have node || tar -c -C "$source" node.Dockerfile -C "$(dirname "$(readlink -f "$(command -v node)")")" node -C "$(npm root --global)" npm |
  make_image node node.Dockerfile
have distroless-node || distroless
have nginx || tar -c -C "$source" nginx.Dockerfile | make_image nginx nginx.Dockerfile
tar -c -C "$source/postgres" Dockerfile entrypoint.sh supabase.sql -C "$root/backend/database" bootstrap.sql server.sql | make_image postgres Dockerfile
build "$root/backend" "$data/bin/authserver" ./internal/testkit/authserver
tar -c -C "$source" auth.Dockerfile -C "$data/bin" authserver | make_image auth auth.Dockerfile

for pair in GO_IMAGE=go NODE_IMAGE=node NODE_RUNTIME_IMAGE=distroless-node NGINX_IMAGE=nginx POSTGRES_IMAGE=postgres AUTH_IMAGE=auth; do
  printf '%s=conectafy-standin/%s\n' "${pair%%=*}" "${pair#*=}"
done
