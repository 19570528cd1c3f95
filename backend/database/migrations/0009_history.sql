-- +goose Up

alter table public.whatsapp_sessions
    -- The number was linked, or is about to be, and its history was not asked for yet.
    add column history_due   boolean not null default true,
    add column linked_at     timestamptz,
    -- When to look next whether messages are missing, and whether WAHA knows more pairs of addresses.
    add column next_check_at timestamptz,
    add column next_lids_at  timestamptz;
update public.whatsapp_sessions set history_due = last_connected_at is null;
create index whatsapp_sessions_next_check_at on public.whatsapp_sessions (next_check_at) where next_check_at is not null;
create index whatsapp_sessions_next_lids_at on public.whatsapp_sessions (next_lids_at) where next_lids_at is not null;

-- Numbers that were linked before this are looked after from now on.
update public.whatsapp_sessions set gap_since = now(), next_check_at = now(), next_lids_at = now() where status = 'connected';

alter table public.imports
    -- Messages from this moment on come by webhook.
    add column until             timestamptz not null default now(),
    -- How far the list of chats was read; null when it was read to its end.
    add column overview_position integer default 0,
    -- The past arrives at the container little by little: the chats are read again until nothing new comes.
    add column pass              smallint not null default 1,
    add column pass_read         integer not null default 0,
    add column pass_news         integer not null default 0,
    add column quiet_passes      smallint not null default 0;

-- Null while nobody needs to ask; an infinite time cannot be read as a row's.
drop index public.contacts_info;
alter table public.contacts alter column next_info_at drop not null;
create index contacts_info on public.contacts (session_id, next_info_at) where next_info_at is not null;

-- Whatever is kept under a hidden id is looked for when its phone number becomes known.
create index message_reactions_lid on public.message_reactions (session_id, sender) where sender like '%@lid';
create index poll_votes_lid on public.poll_votes (session_id, voter) where voter like '%@lid';
create index calendar_responses_lid on public.calendar_responses (session_id, responder) where responder like '%@lid';
create index group_members_lid on public.group_members (session_id, address) where address like '%@lid';
