-- What people do to messages, chats and groups. All as service: see ReceiveMessages, in whose transaction they run. Each is
-- right in any order and however often it comes: the last word counts, and one about a message that is not there yet waits.

-- name: ReceiveReactions :exec
-- They come in great numbers and go in one statement. A person has two addresses; the phone number's stands for both where it
-- is known.
with input as (
    select unnest(sqlc.arg(session_ids)::uuid[]) as session_id,
           unnest(sqlc.arg(message_ids)::text[]) as message_id,
           unnest(sqlc.arg(senders)::text[]) as sender,
           unnest(sqlc.arg(emojis)::text[]) as emoji,
           unnest(sqlc.arg(reacted_ats)::timestamptz[]) as reacted_at
), named as (
    select i.session_id, i.message_id, i.emoji, i.reacted_at, s.user_id, coalesce((
        select t.twin from public.chat_twins t
        where t.session_id = i.session_id and t.address = i.sender and t.twin like '%@c.us'), i.sender) as sender
    from input i join public.whatsapp_sessions s on s.id = i.session_id and s.desired_state <> 'deleted'
), given as (
    insert into public.message_reactions as r (session_id, message_id, sender, user_id, emoji, reacted_at)
    select distinct on (n.session_id, n.message_id, n.sender) n.session_id, n.message_id, n.sender, n.user_id, n.emoji, n.reacted_at
    from named n order by n.session_id, n.message_id, n.sender, n.reacted_at desc
    on conflict (session_id, message_id, sender) do update set emoji = excluded.emoji, reacted_at = excluded.reacted_at
    where excluded.reacted_at >= r.reacted_at and excluded.emoji <> r.emoji
    returning r.session_id, r.message_id
), subjects as (
    select distinct g.session_id, g.message_id from given g
), touched as (
    update public.messages m set has_reactions = true, updated_at = now() from subjects g
    where m.session_id = g.session_id and m.message_id = g.message_id
    returning m.id, m.session_id, m.user_id
), early as (
    insert into conectafy.early_changes as e (session_id, message_id, has_reactions)
    select g.session_id, g.message_id, true from subjects g
    where not exists (select 1 from public.messages m where m.session_id = g.session_id and m.message_id = g.message_id)
    on conflict (session_id, message_id) do update set has_reactions = true
)
select conectafy.append_changes('message', array_agg(t.user_id), array_agg(t.session_id), array_agg(t.id)) from touched t;

-- name: ReceiveEdit :exec
-- The newest text is the message's; the others are kept as what it said before. The message, or the newest text of one that
-- is not there yet, is the old one.
with old as (
    select m.id, m.session_id, m.user_id, m.body, coalesce(m.edited_at, m.timestamp) as written_at,
        m.edited_at is null or @edited_at > m.edited_at as is_older, m.edited_at is distinct from @edited_at as is_another
    from public.messages m where m.session_id = @session_id and m.message_id = @message_id
    union all
    select null, s.id, s.user_id, e.body, e.edited_at, @edited_at > e.edited_at, e.edited_at <> @edited_at
    from conectafy.early_changes e join public.whatsapp_sessions s on s.id = e.session_id
    where e.session_id = @session_id and e.message_id = @message_id and e.edited_at is not null
), edited as (
    update public.messages m set body = @body, edited_at = @edited_at, updated_at = now() from old o
    where m.id = o.id and o.is_older
    returning m.id, m.session_id, m.user_id, m.chat_id
), kept as (
    insert into public.message_versions (session_id, message_id, written_at, user_id, body)
    select o.session_id, @message_id, case when o.is_older then o.written_at else @edited_at end, o.user_id,
        case when o.is_older then o.body else @body end
    from old o where o.is_another
    on conflict do nothing
), preview as (
    update public.contacts c set last_message_body = left(@body, 200) from edited e
    where c.session_id = e.session_id and c.chat_id = e.chat_id and c.last_message_id = e.id
), early as (
    insert into conectafy.early_changes as c (session_id, message_id, body, edited_at)
    select s.id, @message_id, @body, @edited_at from public.whatsapp_sessions s
    where s.id = @session_id and s.desired_state <> 'deleted' and not exists (select 1 from old o where o.id is not null)
    on conflict (session_id, message_id) do update set body = excluded.body, edited_at = excluded.edited_at
    where c.edited_at is null or excluded.edited_at > c.edited_at
)
select conectafy.append_changes('message', array_agg(e.user_id), array_agg(e.session_id), array_agg(e.id)) from edited e;

-- name: ReceiveRevocation :exec
with revoked as (
    update public.messages m set revoked_at = @revoked_at, updated_at = now()
    where m.session_id = @session_id and m.message_id = @message_id and m.revoked_at is null
    returning m.id, m.session_id, m.user_id, m.chat_id
), preview as (
    update public.contacts c set last_message_body = null from revoked r
    where c.session_id = r.session_id and c.chat_id = r.chat_id and c.last_message_id = r.id
), early as (
    insert into conectafy.early_changes as c (session_id, message_id, revoked_at)
    select s.id, @message_id, @revoked_at from public.whatsapp_sessions s
    where s.id = @session_id and s.desired_state <> 'deleted'
      and not exists (select 1 from public.messages m where m.session_id = s.id and m.message_id = @message_id)
    on conflict (session_id, message_id) do update set revoked_at = coalesce(c.revoked_at, excluded.revoked_at)
)
select conectafy.append_changes('message', array_agg(r.user_id), array_agg(r.session_id), array_agg(r.id)) from revoked r;

-- name: ReceiveVote :exec
with given as (
    insert into public.poll_votes as v (session_id, message_id, voter, user_id, options, voted_at)
    select s.id, @message_id, coalesce((
        select t.twin from public.chat_twins t
        where t.session_id = s.id and t.address = @voter and t.twin like '%@c.us'), @voter),
        s.user_id, sqlc.arg(options)::text[], @voted_at
    from public.whatsapp_sessions s where s.id = @session_id and s.desired_state <> 'deleted'
    on conflict (session_id, message_id, voter) do update set options = excluded.options, voted_at = excluded.voted_at
    where excluded.voted_at >= v.voted_at and excluded.options <> v.options
    returning v.session_id, v.message_id
)
select conectafy.append_changes('message', array_agg(m.user_id), array_agg(m.session_id), array_agg(m.id))
from given g join public.messages m on m.session_id = g.session_id and m.message_id = g.message_id;

-- name: ReceiveEventResponse :exec
with given as (
    insert into public.calendar_responses as r
        (session_id, message_id, responder, user_id, response, extra_guests, responded_at)
    select s.id, @message_id, coalesce((
        select t.twin from public.chat_twins t
        where t.session_id = s.id and t.address = @responder and t.twin like '%@c.us'), @responder),
        s.user_id, @response, @extra_guests, @responded_at
    from public.whatsapp_sessions s where s.id = @session_id and s.desired_state <> 'deleted'
    on conflict (session_id, message_id, responder) do update set
        response = excluded.response, extra_guests = excluded.extra_guests, responded_at = excluded.responded_at
    where excluded.responded_at >= r.responded_at
    returning r.session_id, r.message_id
)
select conectafy.append_changes('message', array_agg(m.user_id), array_agg(m.session_id), array_agg(m.id))
from given g join public.messages m on m.session_id = g.session_id and m.message_id = g.message_id;

-- name: ReceiveCallState :exec
-- A call that was accepted may still be reported as ended by its caller.
with changed as (
    update public.calls c set state = @state from public.messages m
    where m.session_id = @session_id and m.message_id = @message_id and c.message_row = m.id and c.state = 'ringing'
    returning m.id, m.session_id, m.user_id
), early as (
    insert into conectafy.early_changes as c (session_id, message_id, call_state)
    select s.id, @message_id, @state from public.whatsapp_sessions s
    where s.id = @session_id and s.desired_state <> 'deleted'
      and not exists (select 1 from public.messages m where m.session_id = s.id and m.message_id = @message_id)
    on conflict (session_id, message_id) do update set call_state = coalesce(c.call_state, excluded.call_state)
)
select conectafy.append_changes('message', array_agg(c.user_id), array_agg(c.session_id), array_agg(c.id)) from changed c;

-- name: ReceiveReadElsewhere :exec
-- The owner read up to a message on another device: what came after it is still unread. A message that is not there yet is read
-- when it comes.
with message as (
    select m.session_id, m.chat_id, m.timestamp, m.id from public.messages m
    where m.session_id = @session_id and m.message_id = @message_id and not m.from_me
), counted as (
    select r.session_id, r.chat_id, (
        select count(*) from public.messages n
        where n.session_id = r.session_id and n.chat_id = r.chat_id and (n.timestamp, n.id) > (r.timestamp, r.id)
          and not n.from_me and n.origin <> 'history' and n.type not in ('notice', 'call'))::integer as unread
    from message r
), changed as (
    update public.contacts c set unread_count = k.unread, is_marked_unread = false from counted k
    where c.session_id = k.session_id and c.chat_id = k.chat_id and c.unread_count > k.unread
    returning c.id, c.session_id, c.user_id
), early as (
    insert into conectafy.early_changes as e (session_id, message_id, is_read)
    select s.id, @message_id, true from public.whatsapp_sessions s
    where s.id = @session_id and s.desired_state <> 'deleted'
      and not exists (select 1 from public.messages m where m.session_id = s.id and m.message_id = @message_id)
    on conflict (session_id, message_id) do update set is_read = true
)
select conectafy.append_changes('contact', array_agg(c.user_id), array_agg(c.session_id), array_agg(c.id)) from changed c;

-- name: ReceiveArchive :exec
with changed as (
    update public.contacts c set archived_at = case when sqlc.arg(archived)::boolean then sqlc.arg(at)::timestamptz end
    where c.session_id = @session_id and c.chat_id = @chat_id and (c.archived_at is null) = sqlc.arg(archived)::boolean
    returning c.id, c.session_id, c.user_id
)
select conectafy.append_changes('contact', array_agg(c.user_id), array_agg(c.session_id), array_agg(c.id)) from changed c;

-- name: ReceiveGroup :exec
-- A group that nobody wrote in yet is a chat as well. What an older change tells fills gaps and undoes nothing. Who is in the
-- group is asked for anew soon, unless this is the answer.
with known as (
    insert into public.groups as g (session_id, chat_id, user_id, subject, description, only_admins, has_left, changed_at)
    select s.id, @chat_id, s.user_id, sqlc.narg(subject), sqlc.narg(description),
        coalesce(sqlc.narg(only_admins)::boolean, false), coalesce(sqlc.narg(has_left)::boolean, false), sqlc.arg(at)::timestamptz
    from public.whatsapp_sessions s where s.id = @session_id and s.desired_state <> 'deleted'
    on conflict (session_id, chat_id) do update set
        subject = case when excluded.changed_at >= g.changed_at then coalesce(sqlc.narg(subject), g.subject)
            else coalesce(g.subject, sqlc.narg(subject)) end,
        description = case when excluded.changed_at >= g.changed_at then coalesce(sqlc.narg(description), g.description)
            else coalesce(g.description, sqlc.narg(description)) end,
        only_admins = case when excluded.changed_at >= g.changed_at then coalesce(sqlc.narg(only_admins)::boolean, g.only_admins)
            else g.only_admins end,
        has_left = case when excluded.changed_at >= g.changed_at then coalesce(sqlc.narg(has_left)::boolean, g.has_left)
            else g.has_left end,
        changed_at = greatest(g.changed_at, excluded.changed_at)
    returning g.session_id, g.chat_id, g.user_id, g.subject
), chat as (
    insert into public.contacts as c (id, session_id, user_id, chat_id, name, is_group)
    select gen_random_uuid(), k.session_id, k.user_id, k.chat_id, k.subject, true from known k
    on conflict (session_id, chat_id) do update set name = coalesce(excluded.name, c.name),
        next_info_at = case when sqlc.arg(complete)::boolean then c.next_info_at
            else least(c.next_info_at, now() + interval '10 seconds') end
    returning c.id, c.session_id, c.user_id
)
select conectafy.append_changes('contact', array_agg(c.user_id), array_agg(c.session_id), array_agg(c.id)) from chat c;

-- name: ForgetGroupMembers :exec
-- Before the whole list is stored anew.
delete from public.group_members where session_id = @session_id and chat_id = @chat_id;

-- name: ReceiveGroupMembers :exec
-- A person has two addresses; the phone number's stands for both where it is known.
with input as (
    select unnest(sqlc.arg(addresses)::text[]) as address, unnest(sqlc.arg(phones)::text[]) as phone,
           unnest(sqlc.arg(names)::text[]) as name, unnest(sqlc.arg(roles)::text[]) as role
)
insert into public.group_members as g (session_id, chat_id, address, user_id, phone_number, name, role)
select distinct on (m.address) s.id, @chat_id, m.address, s.user_id, m.phone, nullif(i.name, ''), i.role
from public.whatsapp_sessions s cross join input i
left join public.chat_twins t on t.session_id = s.id and t.address = i.address and t.twin like '%@c.us'
cross join lateral (
    select coalesce(t.twin, i.address) as address, coalesce(nullif(i.phone, ''), split_part(t.twin, '@', 1)) as phone) m
where s.id = @session_id and s.desired_state <> 'deleted'
order by m.address, i.role desc
on conflict (session_id, chat_id, address) do update set
    phone_number = coalesce(excluded.phone_number, g.phone_number), name = coalesce(excluded.name, g.name), role = excluded.role;

-- name: RemoveGroupMembers :exec
delete from public.group_members g
where g.session_id = @session_id and g.chat_id = @chat_id and (g.address = any (sqlc.arg(addresses)::text[]) or g.address in (
    select t.twin from public.chat_twins t where t.session_id = @session_id and t.address = any (sqlc.arg(addresses)::text[])));

-- name: LearnTwins :exec
-- What was stored apart before is put together by a worker, in steps: see pending_merges. Of most people nothing was: what comes
-- after this is stored under one address.
with session as (
    select s.id, s.user_id from public.whatsapp_sessions s where s.id = @session_id and s.desired_state <> 'deleted'
), pair as (
    insert into public.chat_twins as t (session_id, address, twin, user_id)
    select s.id, v.address, v.twin, s.user_id from session s,
        (values (sqlc.arg(lid)::text, sqlc.arg(phone)::text), (sqlc.arg(phone)::text, sqlc.arg(lid)::text)) as v(address, twin)
    on conflict (session_id, address) do update set twin = excluded.twin where t.twin <> excluded.twin
    returning t.session_id, t.user_id
), named as (
    update public.contacts c set phone_number = split_part(sqlc.arg(phone)::text, '@', 1)
    where c.session_id = @session_id and c.chat_id = sqlc.arg(lid)::text and c.phone_number is null
)
insert into conectafy.pending_merges (session_id, lid, phone)
select distinct p.session_id, sqlc.arg(lid)::text, sqlc.arg(phone)::text from pair p
where (select count(*) from public.contacts c
       where c.session_id = p.session_id and c.chat_id in (sqlc.arg(lid)::text, sqlc.arg(phone)::text)) > 1
    or exists (select 1 from public.message_reactions r
        where r.session_id = p.session_id and r.sender = sqlc.arg(lid)::text and r.sender like '%@lid')
    or exists (select 1 from public.poll_votes v
        where v.session_id = p.session_id and v.voter = sqlc.arg(lid)::text and v.voter like '%@lid')
    or exists (select 1 from public.calendar_responses r
        where r.session_id = p.session_id and r.responder = sqlc.arg(lid)::text and r.responder like '%@lid')
    or exists (select 1 from public.group_members g
        where g.session_id = p.session_id and g.address = sqlc.arg(lid)::text and g.address like '%@lid')
on conflict (session_id, lid) do update set phone = excluded.phone;

-- name: TellPresence :exec
-- Passed on to whoever listens now, and not stored.
select pg_notify('conectafy_presence', (jsonb_build_object('userId', s.user_id, 'sessionId', s.id) || sqlc.arg(presence)::jsonb)::text)
from public.whatsapp_sessions s where s.id = @session_id and s.desired_state <> 'deleted';
