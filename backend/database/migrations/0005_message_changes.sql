-- +goose Up

-- What people do to a message. The rows name the message by WhatsApp's bare id, since webhooks are unordered: a reaction
-- may come before what it is about. Only the last word of each person counts; a removed reaction stays as an empty one, so
-- that an older one which comes late does not revive it. "me" is the owner of the number.
create table public.message_reactions (
    session_id uuid not null,
    message_id text not null,
    sender     text not null,
    user_id    uuid not null,
    emoji      text not null,
    reacted_at timestamptz not null,
    primary key (session_id, message_id, sender),
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade
);

create table public.poll_votes (
    session_id uuid not null,
    message_id text not null,
    voter      text not null,
    user_id    uuid not null,
    options    text[] not null,
    voted_at   timestamptz not null,
    primary key (session_id, message_id, voter),
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade
);

create table public.calendar_responses (
    session_id   uuid not null,
    message_id   text not null,
    responder    text not null,
    user_id      uuid not null,
    response     text not null,
    extra_guests integer not null default 0,
    responded_at timestamptz not null,
    primary key (session_id, message_id, responder),
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade
);

-- The texts that a message had before, each with the moment at which it was written.
create table public.message_versions (
    session_id uuid not null,
    message_id text not null,
    written_at timestamptz not null,
    user_id    uuid not null,
    body       text,
    primary key (session_id, message_id, written_at),
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade
);

-- +goose StatementBegin
do $$
declare name text;
begin
    foreach name in array array['message_reactions', 'poll_votes', 'calendar_responses', 'message_versions']
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

-- Receipts are not all that may come before its message: so may an edit, a revocation and the state of a call.
alter table conectafy.early_acks rename to early_changes;
alter index conectafy.early_acks_pkey rename to early_changes_pkey;
alter index conectafy.early_acks_created_at rename to early_changes_created_at;
alter table conectafy.early_changes
    alter column ack set default 0,
    add column body       text,
    add column edited_at  timestamptz,
    add column revoked_at timestamptz,
    add column call_state text,
    add column has_reactions boolean not null default false;

-- append_changes adds rows to the feeds of their owners, whose heads the transaction holds already, and wakes their readers.
-- In PL/pgSQL, which keeps its plan: most of what people do to messages calls it.
-- +goose StatementBegin
create function conectafy.append_changes(what text, user_ids uuid[], session_ids uuid[], row_ids uuid[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
    if user_ids is null then
        return;
    end if;
    with input as (
        select u.user_id, u.session_id, u.row_id from unnest(user_ids, session_ids, row_ids) as u(user_id, session_id, row_id)
    ), heads as (
        update public.feed_heads h set seq = h.seq + n.rows
        from (select i.user_id, count(*) as rows from input i group by i.user_id) n
        where n.user_id = h.user_id
        returning h.user_id, h.seq - n.rows as base, pg_notify('conectafy_feed', h.user_id::text)
    )
    insert into public.changes (user_id, seq, session_id, kind, row_id)
    select i.user_id, h.base + row_number() over (partition by i.user_id order by i.row_id), i.session_id, what, i.row_id
    from input i join heads h on h.user_id = i.user_id;
end $$;
-- +goose StatementEnd
revoke all on function conectafy.append_changes(text, uuid[], uuid[], uuid[]) from public;
grant execute on function conectafy.append_changes(text, uuid[], uuid[], uuid[]) to service_role;
