#!/bin/sh
# As Supabase's image does it: on an empty folder, a cluster with the roles, the schema auth and the scripts of init-scripts.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  password=$(mktemp)
  printf '%s' "$POSTGRES_PASSWORD" >"$password"
  initdb --username=supabase_admin --pwfile="$password" --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  rm "$password"
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  pg_ctl -w start -o "-c config_file=/etc/postgresql/postgresql.conf -c data_directory=$PGDATA -c listen_addresses=''" >/dev/null
  cat /standin/bootstrap.sql /standin/server.sql /standin/supabase.sql |
    psql -v ON_ERROR_STOP=1 -qU supabase_admin -1 -d postgres
  for script in /docker-entrypoint-initdb.d/init-scripts/*.sql; do
    psql -v ON_ERROR_STOP=1 -qU supabase_admin -d postgres -f "$script"
  done
  pg_ctl -w stop >/dev/null
fi
exec "$@" -c "data_directory=$PGDATA" -c "hba_file=$PGDATA/pg_hba.conf" -c "ident_file=$PGDATA/pg_ident.conf"
