-- +goose Up

-- A receipt changes a message's state and nothing that lists are ordered by. PostgreSQL spares such a change the work on every
-- index, if no index names a column that changes (in its condition neither) and the row's page has room for the new version.
alter table public.messages
    add column in_outbox boolean not null generated always as (status in ('queued', 'sending', 'unknown')) stored,
    add column has_failed boolean not null generated always as (status = 'failed') stored;
alter table public.messages set (fillfactor = 90);
drop index public.messages_outbox;
create index messages_outbox on public.messages (session_id, chat_id, id) where in_outbox;
drop index public.messages_failed;
create index messages_failed on public.messages (user_id, timestamp desc, id desc) where has_failed;

-- Files to be fetched are looked for by number: those of a number that is not connected cost nothing.
drop index public.media_pending;
create index media_pending on public.media (session_id, next_attempt_at, id) where status = 'pending';

-- The owner read a message on another device before the message itself came: then it is not unread when it does.
alter table conectafy.early_changes add column is_read boolean not null default false;
