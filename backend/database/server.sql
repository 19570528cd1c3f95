-- The role as which the API and its workers log in. It inherits nothing and cannot bypass RLS: a transaction that forgets to switch
-- its role sees no table at all. It may not become anon, since no request without a user reaches the database.
--
-- Runs as a superuser or, on Supabase, as its role postgres, which may create roles and is none. Any number of times. The password is
-- set by the program, never here.
do $$
declare
    api_role text;
begin
    if not exists (select from pg_roles where rolname = 'conectafy_server') then
        create role conectafy_server login noinherit;
    end if;
    if exists (select from pg_roles where rolname = 'conectafy_server' and (rolsuper or rolbypassrls or rolinherit or rolcreaterole
                  or rolcreatedb or rolreplication or not rolcanlogin)) then
        raise exception 'the role conectafy_server may do more than log in: drop it, so that it can be made again';
    end if;

    -- PostgreSQL takes disks for spinning ones unless it is told. Then it would rather sort a whole chat, which it takes for one of
    -- average length, than walk the index for the one page that is wanted.
    if not exists (select from pg_roles where rolname = 'conectafy_server' and 'random_page_cost=1.1' = any (rolconfig)) then
        alter role conectafy_server set random_page_cost = 1.1;
    end if;

    -- From PostgreSQL 16 each membership says by itself whether it is inherited.
    foreach api_role in array array['authenticated', 'service_role'] loop
        if current_setting('server_version_num')::int >= 160000 then
            execute format('grant %I to conectafy_server with inherit false, set true', api_role);
        elsif not exists (
            select from pg_auth_members
             where roleid = to_regrole(api_role) and member = to_regrole('conectafy_server')
        ) then
            execute format('grant %I to conectafy_server', api_role);
        end if;
    end loop;
end
$$;
