-- name: ReceiveMessages :exec
-- As service: WAHA speaks for the sessions that it was checked to belong to. One statement stores the messages, moves
-- the chats' unread counts and previews, and appends to the feed, so none of them can happen without the others.
-- A message that is there already changes nothing, but that the echo of an own message may confirm it, and that the content
-- of one that came without may follow. What came before its message (early_changes) is applied to it now.
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
           unnest(sqlc.arg(timestamps)::timestamptz[]) as timestamp,
           unnest(sqlc.arg(parts)::smallint[]) as parts,
           unnest(sqlc.arg(origins)::text[]) as origin,
           unnest(sqlc.arg(quoted_ids)::text[]) as quoted_id,
           unnest(sqlc.arg(quoted_froms)::text[]) as quoted_from,
           unnest(sqlc.arg(quoted_bodies)::text[]) as quoted_body,
           unnest(sqlc.arg(quoted_types)::text[]) as quoted_type,
           unnest(sqlc.arg(mentions)::text[]) as mentions,
           unnest(sqlc.arg(forwarded)::boolean[]) as forwarded,
           unnest(sqlc.arg(view_once)::boolean[]) as view_once,
           unnest(sqlc.arg(revoked_ats)::timestamptz[]) as revoked_at
), addressed as (
    -- A person's messages under the other of two addresses belong to the chat that is there.
    select i.*, s.user_id, s.phone_number as own_number, coalesce((
        select o.chat_id from public.chat_twins t
        join public.contacts o on o.session_id = t.session_id and o.chat_id = t.twin
        where t.session_id = i.session_id and t.address = i.chat_id
          and not exists (select 1 from public.contacts c where c.session_id = t.session_id and c.chat_id = t.address)
    ), i.chat_id) as chat
    from input i join public.whatsapp_sessions s on s.id = i.session_id and s.desired_state <> 'deleted'
), stored as (
    insert into public.messages as m (id, session_id, user_id, chat_id, message_id, waha_id, from_me, from_number, to_number,
        participant, sender_name, body, type, ack, status, source, timestamp, parts, origin, quoted_message_id, quoted_from,
        quoted_body, quoted_type, mentions, is_forwarded, is_view_once, edited_at, revoked_at, has_reactions)
    select i.id, i.session_id, i.user_id, i.chat, i.message_id, nullif(i.waha_id, ''), i.from_me,
        case when i.from_me then i.own_number else coalesce(nullif(i.from_number, ''), (
            select split_part(t.twin, '@', 1) from public.chat_twins t where t.session_id = i.session_id
                and t.address = coalesce(nullif(i.participant, ''), i.chat_id) and t.twin like '%@c.us')) end,
        case when i.from_me then nullif(i.to_number, '') else i.own_number end,
        nullif(i.participant, ''), nullif(i.sender_name, ''), coalesce(e.body, nullif(i.body, '')), i.type,
        case when i.from_me then case when e.ack = -1 then -1 else greatest(i.ack, e.ack) end else i.ack end,
        case when i.from_me then
            case when -1 in (i.ack, e.ack) then 'failed' else conectafy.status_of_ack(greatest(i.ack, e.ack, 1)) end
        else 'received' end,
        nullif(i.source, ''), i.timestamp, i.parts, i.origin, nullif(i.quoted_id, ''),
        nullif(i.quoted_from, ''), nullif(i.quoted_body, ''), nullif(i.quoted_type, ''),
        string_to_array(nullif(i.mentions, ''), ','), i.forwarded, i.view_once, e.edited_at, coalesce(e.revoked_at, nullif(i.revoked_at, 'epoch')),
        coalesce(e.has_reactions, false)
    from addressed i
    left join conectafy.early_changes e on e.session_id = i.session_id and e.message_id = i.message_id
    on conflict (session_id, message_id) do update set
        waha_id = coalesce(excluded.waha_id, m.waha_id),
        ack = case when excluded.ack = -1 then -1 else greatest(m.ack, excluded.ack, case when m.from_me then 1 end) end,
        status = case when not m.from_me then m.status when excluded.ack = -1 then 'failed'
            else conectafy.status_of_ack(greatest(m.ack, excluded.ack, 1)) end,
        error_code = case when excluded.ack = -1 then 'whatsapp_error' end,
        type = case when m.type = 'unknown' then excluded.type else m.type end,
        body = coalesce(m.body, excluded.body),
        parts = m.parts | excluded.parts,
        updated_at = now()
    where m.from_me and excluded.from_me
        and (m.status in ('queued', 'sending', 'unknown') or m.ack < excluded.ack or excluded.ack = -1 and m.ack <> -1
             or m.status = 'failed' and excluded.ack > 0)
        or m.type = 'unknown' and excluded.type <> 'unknown' and m.body is null
    returning m.id, m.session_id, m.user_id, m.chat_id, m.message_id, m.from_me, m.sender_name, m.body, m.type, m.timestamp,
        m.origin, m.revoked_at, m.edited_at
), fresh as (
    select s.*, i.body as first_body, coalesce(e.is_read, false) as is_read from stored s join input i on i.id = s.id
    left join conectafy.early_changes e on e.session_id = s.session_id and e.message_id = s.message_id
), latest as (
    select distinct on (session_id, chat_id) *,
        count(*) filter (where not from_me and not is_read and origin <> 'history' and type <> 'call') over chat as unread,
        max(sender_name) filter (where not from_me) over chat as push_name,
        bool_and(origin = 'history') over chat as only_history
    from fresh where type <> 'notice' window chat as (partition by session_id, chat_id)
    order by session_id, chat_id, timestamp desc, id desc
), chats as (
    insert into public.contacts as c (id, session_id, user_id, chat_id, phone_number, name, is_group, unread_count,
        last_message_at, last_message_id, last_message_body, last_message_type, last_message_from_me)
    select gen_random_uuid(), l.session_id, l.user_id, l.chat_id,
        case when l.chat_id like '%@c.us' then split_part(l.chat_id, '@', 1)
             when l.chat_id like '%@lid' then (select split_part(t.twin, '@', 1) from public.chat_twins t
                 where t.session_id = l.session_id and t.address = l.chat_id and t.twin like '%@c.us') end,
        case when l.chat_id not like '%@g.us' then l.push_name end,
        l.chat_id like '%@g.us', l.unread::integer, l.timestamp, l.id,
        case when l.revoked_at is null then left(l.body, 200) end, l.type, l.from_me
    from latest l order by l.session_id, l.chat_id
    on conflict (session_id, chat_id) do update set
        unread_count = c.unread_count + excluded.unread_count,
        name = coalesce(case when excluded.last_message_at >= coalesce(c.last_message_at, 'epoch') then excluded.name end,
            c.name, excluded.name),
        last_message_at = greatest(c.last_message_at, excluded.last_message_at),
        last_message_id = case when excluded.last_message_at >= coalesce(c.last_message_at, 'epoch')
            then excluded.last_message_id else c.last_message_id end,
        last_message_body = case when excluded.last_message_at >= coalesce(c.last_message_at, 'epoch')
            then excluded.last_message_body else c.last_message_body end,
        last_message_type = case when excluded.last_message_at >= coalesce(c.last_message_at, 'epoch')
            then excluded.last_message_type else c.last_message_type end,
        last_message_from_me = case when excluded.last_message_at >= coalesce(c.last_message_at, 'epoch')
            then excluded.last_message_from_me else c.last_message_from_me end
    returning c.id, c.session_id, c.user_id, c.chat_id
), versions as (
    insert into public.message_versions (session_id, message_id, written_at, user_id, body)
    select f.session_id, f.message_id, f.timestamp, f.user_id, nullif(f.first_body, '') from fresh f
    where f.edited_at is not null
    on conflict do nothing
), arrived as (
    delete from conectafy.early_changes e using fresh f
    where e.session_id = f.session_id and e.message_id = f.message_id and e.call_state is null
), news as (
    select s.user_id, s.session_id, 'message' as kind, s.id from stored s where s.origin <> 'history'
    union all
    -- Of the past a reader is told which chats it is in, not each message.
    select c.user_id, c.session_id, 'contact', c.id from chats c
    join latest l on l.session_id = c.session_id and l.chat_id = c.chat_id and l.only_history
), heads as (
    update public.feed_heads h set seq = h.seq + n.rows
    from (select user_id, count(*) as rows from news group by user_id) n
    where n.user_id = h.user_id
    returning h.user_id, h.seq - n.rows as base, pg_notify('conectafy_feed', h.user_id::text)
)
insert into public.changes (user_id, seq, session_id, kind, row_id)
select n.user_id, h.base + row_number() over (partition by n.user_id order by n.kind desc, n.id), n.session_id, n.kind, n.id
from news n join heads h on h.user_id = n.user_id;

-- name: AdoptEcho :exec
-- As service: see ReceiveMessages. Some engines choose the id of a message themselves and do not say it when they take the
-- message. Its echo does: it is the one that was handed over just now, in the same chat and of the same content, though it was
-- given up since for want of news. Sound that is
-- no voice note goes out as a document.
update public.messages m set message_id = @message_id, waha_id = sqlc.narg(waha_id), updated_at = now()
where m.id = (
    select o.id from public.messages o
    where o.session_id = @session_id and o.chat_id in (select @chat_id::text union all select t.twin from public.chat_twins t
            where t.session_id = @session_id and t.address = @chat_id) and o.from_me
      and (o.status in ('sending', 'unknown', 'sent') or o.status = 'failed' and o.error_code = 'outcome_unknown')
      and o.source = 'api' and o.waha_id is null and (o.type = @type or o.type = 'audio' and @type = 'document') and o.body is not distinct from sqlc.narg(body)
      and o.timestamp > now() - interval '1 day' and o.queued_at > now() - interval '15 minutes'
    order by o.id limit 1)
  and not exists (select 1 from public.messages e where e.session_id = @session_id and e.message_id = @message_id);

-- name: ApplyAcks :exec
-- As service: see ReceiveMessages. Receipts only go up, but for an error. One for a message that is not there yet waits.
with input as (
    select unnest(sqlc.arg(session_ids)::uuid[]) as session_id,
           unnest(sqlc.arg(message_ids)::text[]) as message_id,
           unnest(sqlc.arg(acks)::integer[]) as ack,
           unnest(sqlc.arg(codes)::text[]) as code
), updated as (
    update public.messages m set
        ack = i.ack, status = conectafy.status_of_ack(i.ack), updated_at = now(),
        error_code = case when i.ack = -1 then coalesce(nullif(i.code, ''), 'whatsapp_error') end
    from input i
    where m.session_id = i.session_id and m.message_id = i.message_id and m.from_me and i.ack <> 0
      and (i.ack > m.ack or i.ack = -1 and m.ack <> -1)
    returning m.id, m.session_id, m.user_id
), early as (
    insert into conectafy.early_changes as e (session_id, message_id, ack)
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
