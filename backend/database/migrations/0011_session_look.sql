-- +goose Up

alter table public.whatsapp_sessions
    -- Messages of groups stay in the container.
    add column ignores_groups boolean not null default false,
    -- How people tell their numbers apart.
    add column color          smallint check (color between 1 and 10),
    add column initials       text check (char_length(initials) between 1 and 2);

-- free_initials are two letters for a number of an owner's that none of their others has: those of its first two words, or its
-- first two; else the first one with the next consonant after them; else with a digit; else any pair. A name without letters
-- begins with N.
-- +goose StatementBegin
create function conectafy.free_initials(owner uuid, name text) returns text language plpgsql stable set search_path = '' as $$
declare
    -- Without accents. The dictionary that the search uses takes long to load in a connection that didn't need it yet.
    plain   text := regexp_replace(normalize(name, NFD), '[\u0300-\u036F]', '', 'g');
    words   text[] := string_to_array(btrim(regexp_replace(upper(plain), '[^[:alnum:]]+', ' ', 'g')), ' ');
    letters text := coalesce(nullif(array_to_string(words, ''), ''), 'N');
    pair    text := case when words[2] <> '' then left(words[1], 1) || left(words[2], 1) else left(letters, 2) end;
    next    text := regexp_replace(substr(letters, 3), '[AEIOU0-9]', '', 'g');
    signs   text[] := string_to_array('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', null);
begin
    return (
        select c.initials from (
            select pair as initials, 1 as choice
            union all select left(letters, 1) || left(next, 1), 2 where next <> ''
            union all select left(letters, 1) || digit, 2 + digit from generate_series(1, 9) digit
            union all select a || b, 100 from unnest(signs) a, unnest(signs) b
        ) c
        where not exists (select 1 from public.whatsapp_sessions s
            where s.user_id = owner and s.initials = c.initials and s.desired_state <> 'deleted')
        order by c.choice, c.initials limit 1
    );
end $$;
-- +goose StatementEnd
revoke all on function conectafy.free_initials(uuid, text) from public;
grant execute on function conectafy.free_initials(uuid, text) to service_role;

-- least_used_color is the next dye for a number of an owner's, of ten.
-- +goose StatementBegin
create function conectafy.least_used_color(owner uuid) returns smallint language sql stable set search_path = '' as $$
    select c::smallint from generate_series(1, 10) c
    left join public.whatsapp_sessions s on s.user_id = owner and s.color = c and s.desired_state <> 'deleted'
    group by c order by count(s.id), c limit 1
$$;
-- +goose StatementEnd
revoke all on function conectafy.least_used_color(uuid) from public;
grant execute on function conectafy.least_used_color(uuid) to service_role;

-- +goose StatementBegin
do $$
declare s record;
begin
    for s in select id, user_id, session_name from public.whatsapp_sessions order by created_at, id loop
        update public.whatsapp_sessions set color = conectafy.least_used_color(s.user_id),
            initials = conectafy.free_initials(s.user_id, s.session_name)
        where id = s.id;
    end loop;
end $$;
-- +goose StatementEnd

alter table public.whatsapp_sessions alter column color set not null, alter column initials set not null;
create unique index whatsapp_sessions_initials on public.whatsapp_sessions (user_id, initials) where desired_state <> 'deleted';
