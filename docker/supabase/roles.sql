-- Passwords of Supabase's own logins, when its PostgreSQL starts for the first time. Ours, conectafy_server, is made by the migration.
\set password `echo "$POSTGRES_PASSWORD"`
alter user supabase_admin with password :'password';
alter user supabase_auth_admin with password :'password';
alter user authenticator with password :'password';
