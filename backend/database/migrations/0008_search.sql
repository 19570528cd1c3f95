-- +goose Up

-- Supabase keeps extensions in a schema of their own; a bare PostgreSQL gets the same one. All three are trusted: whoever
-- may create in the database may add them. One that is there already stays where it is.
-- +goose StatementBegin
do $$
declare home text;
begin
    if to_regnamespace('extensions') is null then
        create schema extensions;
        grant usage on schema extensions to authenticated, service_role;
    end if;
    create extension if not exists unaccent with schema extensions;
    create extension if not exists pg_trgm with schema extensions;
    create extension if not exists btree_gin with schema extensions;

    -- Letters without their accents, in lower case. PostgreSQL takes unaccent for changeable, since its rules could be edited.
    select n.nspname into home from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'unaccent';
    execute format('create function conectafy.plain(said text) returns text language sql immutable strict parallel safe
        as $f$ select lower(%I.unaccent(said)) $f$', home);
end $$;
-- +goose StatementEnd

-- search_stems are the words of a text as they are looked up: each as it stands and by its stem in the three languages, since
-- nobody says which one a message is in. Endings are told by their accents (informação, informações) and people leave accents
-- out, so stems are taken of both spellings, and kept without accents. Given the words of a text in lower case, apart by spaces.
-- +goose StatementBegin
create function conectafy.search_stems(said text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
    bare    text := conectafy.plain(said);
    written text := said;
    stems   text[] := tsvector_to_array(to_tsvector('pg_catalog.simple', bare))
        || tsvector_to_array(to_tsvector('pg_catalog.spanish', bare))
        || tsvector_to_array(to_tsvector('pg_catalog.english', bare))
        || tsvector_to_array(to_tsvector('pg_catalog.portuguese', bare));
begin
    if bare ~ 'c(ao|oes)\M' then
        written := regexp_replace(regexp_replace(said, 'cao\M', 'ção', 'g'), 'coes\M', 'ções', 'g');
    end if;
    if bare <> written then
        stems := stems || string_to_array(conectafy.plain(array_to_string(
            tsvector_to_array(to_tsvector('pg_catalog.spanish', written))
            || tsvector_to_array(to_tsvector('pg_catalog.portuguese', written)), ' ')), ' ');
    end if;
    return array_remove(stems, '');
end $$;
-- +goose StatementEnd

-- What can be found of a message, apart from the message so that storing one costs no more than before: a worker fills it.
create table public.message_search (
    message_row uuid primary key references public.messages (id) on delete cascade,
    user_id     uuid not null,
    session_id  uuid not null,
    chat_id     text not null,
    timestamp   timestamptz not null,
    document    tsvector not null,
    text        text not null
);
alter table public.message_search enable row level security;
create policy message_search_owner on public.message_search for select to authenticated
    using (user_id = (select auth.uid()));
revoke all on public.message_search from anon, authenticated;
grant select on public.message_search to authenticated;
grant select, insert, update, delete on public.message_search to service_role;

-- Frequent words are found by walking back from the newest message, rare ones by the inverted index. Its list of additions
-- that were not sorted in yet is kept short, because every search reads it.
create index message_search_user on public.message_search (user_id, timestamp desc, message_row desc);
create index message_search_session on public.message_search (session_id, timestamp desc, message_row desc);
create index message_search_chat on public.message_search (session_id, chat_id, timestamp desc, message_row desc);
-- +goose StatementBegin
do $$
begin
    execute format('create index message_search_words on public.message_search using gin (user_id, document, text %I.gin_trgm_ops)
        with (gin_pending_list_limit = 256)',
        (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'));
end $$;
-- +goose StatementEnd

-- The messages whose words are to be looked at (again). A row is there as soon as its message is, whichever statement stored or
-- changed it, and goes in the transaction that indexes it. Without a key: adding to it must cost next to nothing.
create table conectafy.search_queue (message_row uuid not null)
    with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
alter table conectafy.search_queue enable row level security;
grant select, insert, update, delete on conectafy.search_queue to service_role;

-- +goose StatementBegin
create function conectafy.queue_new_messages() returns trigger language plpgsql set search_path = '' as $$
begin
    insert into conectafy.search_queue (message_row) select n.id from new_rows n where n.type not in ('notice', 'call');
    return null;
end $$;
-- +goose StatementEnd
-- +goose StatementBegin
create function conectafy.queue_changed_message() returns trigger language plpgsql set search_path = '' as $$
begin
    insert into conectafy.search_queue (message_row) values (new.id);
    return null;
end $$;
-- +goose StatementEnd
grant execute on function conectafy.queue_new_messages(), conectafy.queue_changed_message() to service_role;

create trigger messages_queue_new after insert on public.messages
    referencing new table as new_rows for each statement execute function conectafy.queue_new_messages();
-- 63 are the kinds of content that have words.
create trigger messages_queue_changed after update of body, revoked_at, chat_id, parts on public.messages
    for each row when (new.body is distinct from old.body or new.revoked_at is distinct from old.revoked_at
        or new.chat_id <> old.chat_id or new.parts & 63 <> old.parts & 63)
    execute function conectafy.queue_changed_message();

insert into conectafy.search_queue (message_row) select id from public.messages where type not in ('notice', 'call');

-- Links of a chat, as its files have their index already.
create index messages_links on public.messages (session_id, chat_id, timestamp desc, id desc) where parts & 16 = 16;

-- Lists of chats: pinned ones first, then the last activity.
drop index public.contacts_session_id_last_message_at;
drop index public.contacts_user_id;
create index contacts_order on public.contacts
    (session_id, (pinned_at is not null) desc, (coalesce(last_message_at, '-infinity'::timestamptz)) desc, id desc);
create index contacts_order_of_all on public.contacts
    (user_id, (pinned_at is not null) desc, (coalesce(last_message_at, '-infinity'::timestamptz)) desc, id desc);
