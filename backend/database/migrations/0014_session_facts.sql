-- +goose Up

-- When a number lost the link to its phone; null while it has one, and before the first.
alter table public.whatsapp_sessions add column unlinked_at timestamptz;
update public.whatsapp_sessions set unlinked_at = waha_status_at where error_code = 'logged_out';

-- Two letters are enough for 1,296 of an owner's numbers. Then they repeat: a number more counts more than letters of its own.
-- While there are free ones, none are given twice; what a person chooses is checked when it is written.
drop index public.whatsapp_sessions_initials;

-- +goose StatementBegin
create or replace function conectafy.free_initials(owner uuid, name text) returns text language plpgsql stable set search_path = '' as $$
declare
    -- Without accents. The dictionary that the search uses takes long to load in a connection that didn't need it yet.
    plain   text := regexp_replace(normalize(name, NFD), '[\u0300-\u036F]', '', 'g');
    words   text[] := string_to_array(btrim(regexp_replace(upper(plain), '[^[:alnum:]]+', ' ', 'g')), ' ');
    letters text := coalesce(nullif(array_to_string(words, ''), ''), 'N');
    pair    text := case when words[2] <> '' then left(words[1], 1) || left(words[2], 1) else left(letters, 2) end;
    next    text := regexp_replace(substr(letters, 3), '[AEIOU0-9]', '', 'g');
    signs   text[] := string_to_array('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', null);
begin
    return coalesce((
        select c.initials from (
            select pair as initials, 1 as choice
            union all select left(letters, 1) || left(next, 1), 2 where next <> ''
            union all select left(letters, 1) || digit, 2 + digit from generate_series(1, 9) digit
            union all select a || b, 100 from unnest(signs) a, unnest(signs) b
        ) c
        where not exists (select 1 from public.whatsapp_sessions s
            where s.user_id = owner and s.initials = c.initials and s.desired_state <> 'deleted')
        order by c.choice, c.initials limit 1
    ), pair);
end $$;
-- +goose StatementEnd
