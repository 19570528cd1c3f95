-- +goose Up

-- Each kind of content has a table of its own; a message says in parts which of them have rows for it, so that a page
-- of plain text asks none of them. The bits: 1 media, 2 location, 4 contact cards, 8 poll, 16 link or advertisement,
-- 32 appointment, 64 call, 128 notice.
alter table public.messages
    add column parts             smallint not null default 0,
    -- Apart from those: no index knows it, so that a first reaction writes the row alone.
    add column has_reactions     boolean not null default false,
    -- live: told by a webhook; history: read back after linking; recovered: read back after a gap.
    add column origin            text not null default 'live' check (origin in ('live', 'history', 'recovered')),
    add column quoted_message_id text,
    add column quoted_from       text,
    add column quoted_body       text,
    add column quoted_type       text,
    add column mentions          text[],
    add column is_forwarded      boolean not null default false,
    add column is_view_once      boolean not null default false,
    add column is_starred        boolean not null default false,
    add column pinned_until      timestamptz,
    add column edited_at         timestamptz,
    -- Deleted for everyone: the row and its text stay, and are not shown.
    add column revoked_at        timestamptz,
    -- Of a message out: when it was last given to the queue, whether the first link of its text is shown, and the message
    -- that it passes on.
    add column queued_at         timestamptz not null default now(),
    add column shows_link        boolean not null default true,
    add column forward_of        uuid;

-- unknown: the call to send it had no clear end, and that is being looked up.
alter table public.messages drop constraint messages_status_check;
alter table public.messages add constraint messages_status_check check
    (status in ('received', 'queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'played', 'failed'));
drop index public.messages_outbox;
create index messages_outbox on public.messages (session_id, chat_id, id) where status in ('queued', 'sending', 'unknown');
create index messages_gallery on public.messages (session_id, chat_id, timestamp desc, id desc) where parts & 1 = 1;

-- A file of a message, or one that was uploaded to be sent (message_row is null until then). The bytes are in the blob
-- store, under the hash of what they are.
create table public.media (
    id              uuid primary key,
    session_id      uuid not null,
    user_id         uuid not null,
    message_row     uuid unique references public.messages (id) on delete cascade,
    status          text not null check (status in ('pending', 'stored', 'failed')),
    mime_type       text,
    filename        text,
    size            bigint check (size >= 0),
    sha256          text,
    blob_key        text,
    thumbnail_key   text,
    width           integer,
    height          integer,
    duration_ms     integer,
    waveform        bytea,
    source_url      text,
    error_code      text,
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    created_at      timestamptz not null default now(),
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade
);
create index media_pending on public.media (next_attempt_at) where status = 'pending';
create index media_blob_key on public.media (blob_key) where blob_key is not null;
create index media_thumbnail_key on public.media (thumbnail_key) where thumbnail_key is not null;
create index media_uploads on public.media (created_at) where message_row is null;
create index media_session_id on public.media (session_id);

create table public.message_locations (
    message_row uuid primary key references public.messages (id) on delete cascade,
    user_id     uuid not null,
    latitude    double precision not null check (latitude between -90 and 90),
    longitude   double precision not null check (longitude between -180 and 180),
    name        text,
    address     text,
    url         text,
    is_live     boolean not null default false
);

create table public.message_vcards (
    message_row   uuid not null references public.messages (id) on delete cascade,
    position      smallint not null,
    user_id       uuid not null,
    full_name     text,
    organization  text,
    phone_numbers text[],
    vcard         text,
    primary key (message_row, position)
);

create table public.polls (
    message_row      uuid primary key references public.messages (id) on delete cascade,
    user_id          uuid not null,
    question         text not null,
    options          text[] not null,
    multiple_answers boolean not null
);

-- What WhatsApp shows of a link in the text, or the advertisement that made somebody write.
create table public.message_previews (
    message_row uuid not null references public.messages (id) on delete cascade,
    kind        text not null check (kind in ('link', 'ad')),
    user_id     uuid not null,
    url         text,
    title       text,
    description text,
    primary key (message_row, kind)
);

create table public.calendar_events (
    message_row uuid primary key references public.messages (id) on delete cascade,
    user_id     uuid not null,
    name        text not null,
    description text,
    location    text,
    starts_at   timestamptz,
    ends_at     timestamptz,
    is_canceled boolean not null default false
);

create table public.calls (
    message_row uuid primary key references public.messages (id) on delete cascade,
    user_id     uuid not null,
    call_id     text not null,
    is_video    boolean not null,
    is_group    boolean not null,
    state       text not null check (state in ('ringing', 'accepted', 'rejected'))
);

create table public.notices (
    message_row uuid primary key references public.messages (id) on delete cascade,
    user_id     uuid not null,
    kind        text not null,
    members     text[],
    text        text
);

-- All of them are read by their owner alone and written by the server alone. The owner is repeated in each so that its
-- policy is one comparison.
-- +goose StatementBegin
do $$
declare name text;
begin
    foreach name in array array['media', 'message_locations', 'message_vcards', 'polls', 'message_previews',
        'calendar_events', 'calls', 'notices']
    loop
        execute format('alter table public.%I enable row level security', name);
        execute format('create policy %I on public.%I for select to authenticated using (user_id = (select auth.uid()))',
            name || '_owner', name);
        execute format('revoke all on public.%I from anon, authenticated', name);
        execute format('grant select on public.%I to authenticated', name);
        execute format('grant select, insert, update, delete on public.%I to service_role', name);
    end loop;
end $$;
-- +goose StatementEnd

-- Objects of the blob store that a row needed and no longer does. A worker deletes them once nothing else needs them.
create table conectafy.released_blobs (
    key         text primary key,
    released_at timestamptz not null default now()
);
create index released_blobs_released_at on conectafy.released_blobs (released_at);
alter table conectafy.released_blobs enable row level security;
grant select, insert, update, delete on conectafy.released_blobs to service_role;

-- +goose StatementBegin
create function conectafy.release_blobs() returns trigger language plpgsql set search_path = '' as $$
begin
    insert into conectafy.released_blobs (key)
    select distinct k.key from unnest(array[old.blob_key, old.thumbnail_key]) as k(key) where k.key is not null
    on conflict (key) do update set released_at = now();
    return null;
end $$;
-- +goose StatementEnd
revoke all on function conectafy.release_blobs() from public;
create trigger media_released after delete on public.media for each row execute function conectafy.release_blobs();
