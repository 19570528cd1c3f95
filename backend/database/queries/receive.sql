-- name: ReceiveMessages :exec
-- As service: WAHA speaks for the sessions that it was checked to belong to. One statement stores the messages, moves
-- the chats' unread counts and previews, and appends to the feed, so none of them can happen without the others.
-- A message that is there already changes nothing, but that the echo of an own message may confirm it.
with input as (
    select unnest(sqlc.arg(ids)::uuid[]) as id,
           unnest(sqlc.arg(session_ids)::uuid[]) as session_id,
           unnest(sqlc.arg(chat_ids)::text[]) as chat_id,
           unnest(sqlc.arg(message_ids)::text[]) as message_id,
           unnest(sqlc.arg(waha_ids)::text[]) as waha_id,
           unnest(sqlc.arg(from_me)::boolean[]) as from_me,
           unnest(sqlc.arg(from_numbers)::text[]) as from_number,
           unnest(sqlc.arg(to_numbers)::text[]) as to_number,
           unnest(sqlc.arg(participants)::text[]) as participant,
           unnest(sqlc.arg(sender_names)::text[]) as sender_name,
           unnest(sqlc.arg(bodies)::text[]) as body,
           unnest(sqlc.arg(types)::text[]) as type,
           unnest(sqlc.arg(acks)::integer[]) as ack,
           unnest(sqlc.arg(sources)::text[]) as source,
           unnest(sqlc.arg(timestamps)::timestamptz[]) as timestamp
), stored as (
    insert into public.messages as m (id, session_id, user_id, chat_id, message_id, waha_id, from_me, from_number, to_number,
        participant, sender_name, body, type, ack, status, source, timestamp)
    select i.id, s.id, s.user_id, i.chat_id, i.message_id, nullif(i.waha_id, ''), i.from_me,
        case when i.from_me then s.phone_number else nullif(i.from_number, '') end,
        case when i.from_me then nullif(i.to_number, '') else s.phone_number end,
        nullif(i.participant, ''), nullif(i.sender_name, ''), nullif(i.body, ''), i.type,
        case when e.ack = -1 then -1 else greatest(i.ack, e.ack) end,
        case when i.from_me then
            case when -1 in (i.ack, e.ack) then 'failed' else conectafy.status_of_ack(greatest(i.ack, e.ack, 1)) end
        else 'received' end,
        nullif(i.source, ''), i.timestamp
    from input i
    join public.whatsapp_sessions s on s.id = i.session_id and s.desired_state <> 'deleted'
    left join conectafy.early_acks e on i.from_me and e.session_id = i.session_id and e.message_id = i.message_id
    on conflict (session_id, message_id) do update set
        waha_id = coalesce(excluded.waha_id, m.waha_id),
        ack = case when excluded.ack = -1 then -1 else greatest(m.ack, excluded.ack, 1) end,
        status = case when excluded.ack = -1 then 'failed' else conectafy.status_of_ack(greatest(m.ack, excluded.ack, 1)) end,
        error_code = case when excluded.ack = -1 then 'whatsapp_error' end,
        updated_at = now()
    where m.from_me and excluded.from_me
      and (m.status in ('queued', 'sending') or m.ack < excluded.ack or excluded.ack = -1 and m.ack <> -1
           or m.status = 'failed' and excluded.ack > 0)
    returning m.id, m.session_id, m.user_id, m.chat_id, m.message_id, m.from_me, m.sender_name, m.body, m.type, m.timestamp
), fresh as (
    select s.* from stored s join input i on i.id = s.id
), latest as (
    select distinct on (session_id, chat_id) *,
        count(*) filter (where not from_me) over chat as unread,
        max(sender_name) filter (where not from_me) over chat as push_name
    from fresh window chat as (partition by session_id, chat_id)
    order by session_id, chat_id, timestamp desc, id desc
), chats as (
    insert into public.contacts as c (id, session_id, user_id, chat_id, phone_number, name, is_group, unread_count,
        last_message_at, last_message_id, last_message_body, last_message_type, last_message_from_me)
    select gen_random_uuid(), l.session_id, l.user_id, l.chat_id,
        case when l.chat_id like '%@c.us' then split_part(l.chat_id, '@', 1) end,
        case when l.chat_id not like '%@g.us' then l.push_name end,
        l.chat_id like '%@g.us', l.unread::integer, l.timestamp, l.id, left(l.body, 200), l.type, l.from_me
    from latest l order by l.session_id, l.chat_id
    on conflict (session_id, chat_id) do update set
        unread_count = c.unread_count + excluded.unread_count,
        name = coalesce(excluded.name, c.name),
        last_message_at = greatest(c.last_message_at, excluded.last_message_at),
        last_message_id = case when excluded.last_message_at >= coalesce(c.last_message_at, 'epoch')
            then excluded.last_message_id else c.last_message_id end,
        last_message_body = case when excluded.last_message_at >= coalesce(c.last_message_at, 'epoch')
            then excluded.last_message_body else c.last_message_body end,
        last_message_type = case when excluded.last_message_at >= coalesce(c.last_message_at, 'epoch')
            then excluded.last_message_type else c.last_message_type end,
        last_message_from_me = case when excluded.last_message_at >= coalesce(c.last_message_at, 'epoch')
            then excluded.last_message_from_me else c.last_message_from_me end
), arrived as (
    delete from conectafy.early_acks e using fresh f where e.session_id = f.session_id and e.message_id = f.message_id
), heads as (
    update public.feed_heads h set seq = h.seq + n.rows
    from (select user_id, count(*) as rows from stored group by user_id) n
    where n.user_id = h.user_id
    returning h.user_id, h.seq - n.rows as base, pg_notify('conectafy_feed', h.user_id::text)
)
insert into public.changes (user_id, seq, session_id, kind, row_id)
select s.user_id, h.base + row_number() over (partition by s.user_id order by s.id), s.session_id, 'message', s.id
from stored s join heads h on h.user_id = s.user_id;

-- name: ApplyAcks :exec
-- As service: see ReceiveMessages. Receipts only go up, but for an error. One for a message that is not there yet waits.
with input as (
    select unnest(sqlc.arg(session_ids)::uuid[]) as session_id,
           unnest(sqlc.arg(message_ids)::text[]) as message_id,
           unnest(sqlc.arg(acks)::integer[]) as ack
), updated as (
    update public.messages m set
        ack = i.ack, status = conectafy.status_of_ack(i.ack), updated_at = now(),
        error_code = case when i.ack = -1 then 'whatsapp_error' end
    from input i
    where m.session_id = i.session_id and m.message_id = i.message_id and m.from_me and i.ack <> 0
      and (i.ack > m.ack or i.ack = -1 and m.ack <> -1)
    returning m.id, m.session_id, m.user_id
), early as (
    insert into conectafy.early_acks as e (session_id, message_id, ack)
    select i.session_id, i.message_id, i.ack from input i
    join public.whatsapp_sessions s on s.id = i.session_id and s.desired_state <> 'deleted'
    where not exists (select 1 from public.messages m where m.session_id = i.session_id and m.message_id = i.message_id)
    on conflict (session_id, message_id) do update set ack = greatest(e.ack, excluded.ack)
), heads as (
    update public.feed_heads h set seq = h.seq + n.rows
    from (select user_id, count(*) as rows from updated group by user_id) n
    where n.user_id = h.user_id
    returning h.user_id, h.seq - n.rows as base, pg_notify('conectafy_feed', h.user_id::text)
)
insert into public.changes (user_id, seq, session_id, kind, row_id)
select u.user_id, h.base + row_number() over (partition by u.user_id order by u.id), u.session_id, 'message', u.id
from updated u join heads h on h.user_id = u.user_id;

-- name: KeepUnprocessed :exec
-- As service: kept for inspection, out of people's reach. The same body again is the same row.
insert into conectafy.unprocessed_webhooks (id, session_id, event, reason, body, body_sha256)
select @id, s.id, sqlc.narg(event), @reason, @body, @body_sha256
from public.whatsapp_sessions s where s.id = @session_id
on conflict (session_id, body_sha256) do nothing;
