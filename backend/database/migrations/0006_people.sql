-- +goose Up

-- The two addresses of one person, both ways round: the hidden id (@lid) and the phone number's (@c.us). A chat keeps the
-- address that it came from; its messages under the other one belong to it too.
create table public.chat_twins (
    session_id uuid not null,
    address    text not null,
    twin       text not null,
    user_id    uuid not null,
    primary key (session_id, address),
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade
);

create table public.groups (
    session_id  uuid not null,
    chat_id     text not null,
    user_id     uuid not null,
    subject     text,
    description text,
    only_admins boolean not null default false,
    -- The owner is not in the group any more.
    has_left    boolean not null default false,
    -- When the newest change that is known was made.
    changed_at  timestamptz not null default 'epoch',
    primary key (session_id, chat_id),
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade
);

create table public.group_members (
    session_id   uuid not null,
    chat_id      text not null,
    address      text not null,
    user_id      uuid not null,
    phone_number text,
    name         text,
    role         text not null check (role in ('member', 'admin', 'superadmin')),
    primary key (session_id, chat_id, address),
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade
);

-- +goose StatementBegin
do $$
declare name text;
begin
    foreach name in array array['chat_twins', 'groups', 'group_members']
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

alter table public.contacts
    add column archived_at      timestamptz,
    add column pinned_at        timestamptz,
    add column muted_until      timestamptz,
    add column is_marked_unread boolean not null default false,
    add column draft            text,
    -- The picture of the person or group, in the blob store.
    add column picture_key      text,
    -- When name, picture and members are to be asked for next; 'infinity' while nobody needs to.
    add column next_info_at     timestamptz not null default now();
create index contacts_info on public.contacts (next_info_at) where next_info_at < 'infinity';
create index contacts_picture_key on public.contacts (picture_key) where picture_key is not null;

-- What WhatsApp does not let a number do for now.
alter table public.whatsapp_sessions
    add column restricted_until timestamptz,
    add column quota_total      integer,
    add column quota_used       integer;

-- Pairs of addresses that became known just now: what was stored under both is put together by a worker, in steps, so that
-- a chat of many years does not hold the others up.
create table conectafy.pending_merges (
    session_id uuid not null references public.whatsapp_sessions (id) on delete cascade,
    lid        text not null,
    phone      text not null,
    created_at timestamptz not null default now(),
    primary key (session_id, lid)
);
create index pending_merges_created_at on conectafy.pending_merges (created_at);
alter table conectafy.pending_merges enable row level security;
grant select, insert, update, delete on conectafy.pending_merges to service_role;

-- A picture that was replaced, or whose chat is gone, is not needed any more.
-- +goose StatementBegin
create function conectafy.release_picture() returns trigger language plpgsql set search_path = '' as $$
begin
    insert into conectafy.released_blobs (key) values (old.picture_key)
    on conflict (key) do update set released_at = now();
    return null;
end $$;
-- +goose StatementEnd
revoke all on function conectafy.release_picture() from public;
create trigger picture_released after delete or update of picture_key on public.contacts
    for each row when (old.picture_key is not null) execute function conectafy.release_picture();
