-- +goose Up

-- How much of the past a number brings with it when it is linked: the owner's choice, in days.
alter table public.whatsapp_sessions
    add column history_days smallint not null default 30 check (history_days in (0, 7, 30, 90)),
    -- Webhooks cannot be trusted to have told everything before this moment: what came since is read back.
    add column gap_since timestamptz;

-- Reading messages back from the container: the history after linking, or what came during a gap. An import goes on where it
-- was when the process that did it died.
create table public.imports (
    id             uuid primary key,
    session_id     uuid not null,
    user_id        uuid not null,
    reason         text not null check (reason in ('history', 'gap')),
    state          text not null default 'running' check (state in ('running', 'done', 'failed')),
    -- Messages older than this are left where they are.
    since          timestamptz not null,
    chats_total    integer not null default 0,
    chats_done     integer not null default 0,
    messages_read  integer not null default 0,
    messages_added integer not null default 0,
    error_code     text,
    attempts       integer not null default 0,
    next_step_at   timestamptz not null default now(),
    started_at     timestamptz not null default now(),
    finished_at    timestamptz,
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade
);
create unique index imports_running on public.imports (session_id, reason) where state = 'running';
create index imports_due on public.imports (next_step_at) where state = 'running';
create index imports_session_id on public.imports (session_id, started_at desc);

-- The chats of an import that is running, and how far each was read.
create table public.import_chats (
    import_id uuid not null references public.imports (id) on delete cascade,
    chat_id   text not null,
    user_id   uuid not null,
    position  integer not null default 0,
    done      boolean not null default false,
    primary key (import_id, chat_id)
);

-- +goose StatementBegin
do $$
declare name text;
begin
    foreach name in array array['imports', 'import_chats']
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
