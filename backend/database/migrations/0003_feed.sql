-- +goose Up

-- The change feed. Every transaction that changes something a person sees first takes its owner's head row, so one
-- owner's changes are numbered in the order in which they become visible: a reader that asks for everything after
-- its cursor cannot skip a row that commits late. Sequences and identity columns cannot promise that.
create table public.feed_heads (
    user_id    uuid primary key references auth.users (id) on delete cascade,
    seq        bigint not null default 0,
    -- Changes up to and including this number were pruned; an older cursor must start anew.
    pruned_seq bigint not null default 0
);
alter table public.feed_heads enable row level security;
create policy feed_heads_owner on public.feed_heads for select to authenticated
    using (user_id = (select auth.uid()));
revoke all on public.feed_heads from anon, authenticated;
grant select on public.feed_heads to authenticated;
grant select, insert, update, delete on public.feed_heads to service_role;

create table public.changes (
    user_id    uuid not null references public.feed_heads (user_id) on delete cascade,
    seq        bigint not null,
    session_id uuid not null,
    kind       text not null check (kind in ('message', 'contact', 'session')),
    -- The row that changed: of messages, contacts or whatsapp_sessions, by kind.
    row_id     uuid not null,
    created_at timestamptz not null default now(),
    primary key (user_id, seq)
);
create index changes_created_at on public.changes (created_at);
alter table public.changes enable row level security;
create policy changes_owner on public.changes for select to authenticated
    using (user_id = (select auth.uid()));
revoke all on public.changes from anon, authenticated;
grant select on public.changes to authenticated;
grant select, insert, update, delete on public.changes to service_role;
