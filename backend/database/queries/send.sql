-- name: InsertOutgoing :one
-- As service: rows of messages are the server's to write; the session was seen as the user before. No row comes back
-- when the idempotency key was used already. WhatsApp counts time in seconds, so we do: of two messages within one second
-- the id says which was first.
insert into public.messages (id, session_id, user_id, chat_id, message_id, from_me, from_number, to_number, body, type,
    status, source, timestamp, idempotency_key, idempotency_hash, parts, quoted_message_id, quoted_from, quoted_body, quoted_type,
    mentions, is_forwarded, shows_link, forward_of)
select @id, s.id, s.user_id, @chat_id, @message_id, true, s.phone_number, sqlc.narg(to_number), sqlc.narg(body), @type,
    'queued', 'api', date_trunc('second', clock_timestamp()), sqlc.narg(idempotency_key), sqlc.narg(idempotency_hash), @parts,
    sqlc.narg(quoted_message_id), sqlc.narg(quoted_from), sqlc.narg(quoted_body), sqlc.narg(quoted_type),
    sqlc.narg(mentions)::text[], @is_forwarded, @shows_link, sqlc.narg(forward_of)
from public.whatsapp_sessions s where s.id = @session_id
on conflict (session_id, idempotency_key) where idempotency_key is not null do nothing
returning *;

-- name: GetByIdempotencyKey :one
select * from public.messages
where session_id = @session_id and user_id = @user_id and idempotency_key = @idempotency_key;

-- name: TouchContact :exec
-- As service: the chat of a message out, made if need be; see InsertOutgoing.
insert into public.contacts as c (id, session_id, user_id, chat_id, phone_number, is_group,
    last_message_at, last_message_id, last_message_body, last_message_type, last_message_from_me)
select gen_random_uuid(), m.session_id, m.user_id, m.chat_id, m.to_number, m.chat_id like '%@g.us',
    m.timestamp, m.id, left(m.body, 200), m.type, true
from public.messages m where m.id = @message_row
on conflict (session_id, chat_id) do update set
    last_message_at = excluded.last_message_at, last_message_id = excluded.last_message_id,
    last_message_body = excluded.last_message_body, last_message_type = excluded.last_message_type,
    last_message_from_me = true
where excluded.last_message_at >= coalesce(c.last_message_at, 'epoch');

-- name: GetOutgoing :one
-- As service: the worker has no user.
select * from public.messages where id = $1 and from_me;

-- name: GetMessageByID :one
-- As service: a worker has no user.
select * from public.messages where id = $1;

-- name: ClaimSend :one
-- As service. A message may go when no earlier one of its chat is on its way: a chat's messages keep their order. One that was
-- given to the queue again since then has another job.
update public.messages m set status = 'sending', updated_at = now()
where m.id = @id and m.queued_at = @queued_at and m.status in ('queued', 'sending', 'unknown')
  and not exists (
    select 1 from public.messages e
    where e.session_id = m.session_id and e.chat_id = m.chat_id and e.in_outbox and e.id < m.id)
returning m.*;

-- name: AbsorbEcho :one
-- As service. An engine that chose the id itself may have echoed the message before it answered: that row is this
-- message, told twice. Chats that show it as their last message show the one that stays.
with echo as (
    delete from public.messages e
    where e.session_id = @session_id and e.message_id = @message_id and e.id <> @id and e.from_me
    returning e.id, e.ack, e.chat_id
), chat as (
    update public.contacts c set last_message_id = @id from echo
    where c.session_id = @session_id and c.chat_id = echo.chat_id and c.last_message_id = echo.id
)
select coalesce(max(ack), 0)::smallint from echo;

-- name: FinishSend :one
-- As service. WAHA took the message. The echo or a receipt may have told so before.
update public.messages m set
    status = case when m.status in ('queued', 'sending', 'unknown') then conectafy.status_of_ack(greatest(m.ack, @ack::smallint, 1))
        else m.status end,
    ack = greatest(m.ack, @ack::smallint, 1), waha_id = coalesce(sqlc.narg(waha_id), m.waha_id),
    message_id = coalesce(sqlc.narg(message_id), m.message_id), error_code = null, updated_at = now()
where m.id = @id
returning m.*;

-- name: FailSend :one
-- As service. Only what is still on its way can fail.
update public.messages m set status = 'failed', error_code = @error_code, updated_at = now()
where m.id = @id and m.status in ('queued', 'sending', 'unknown')
returning m.*;

-- name: ListOverdueSends :many
-- As service: housekeeping over all tenants, of a bounded number.
select * from public.messages
where in_outbox and queued_at < sqlc.arg(before)
order by id limit sqlc.arg(max_rows);

-- name: MarkUnknown :one
-- As service. The call to send it had no clear end: it may have gone out.
update public.messages m set status = 'unknown', updated_at = now() where m.id = @id and m.status = 'sending' returning m.*;

-- name: RetrySend :one
-- As service: the message was seen as the user before. It keeps its id, so that one which went out after all is not sent twice.
update public.messages m set status = 'queued', error_code = null, ack = 0, queued_at = now(), updated_at = now(),
    timestamp = date_trunc('second', clock_timestamp())
where m.id = @id and m.from_me and m.status = 'failed'
returning m.*;

-- name: CancelSend :one
-- As service: the message was seen as the user before. What a worker has in its hands cannot be held back.
update public.messages m set status = 'failed', error_code = 'cancelled', updated_at = now()
where m.id = @id and m.from_me and m.status = 'queued'
returning m.*;

-- name: DiscardMessage :one
-- As service: the message was seen as the user before. Only what never went out can be discarded.
delete from public.messages m where m.id = @id and m.from_me and m.status = 'failed' and m.ack <= 0 returning m.chat_id;

-- name: RefreshPreview :one
-- As service: after the last message of a chat is gone, the one before it is the last.
update public.contacts c set last_message_id = l.id, last_message_body = left(l.body, 200), last_message_type = l.type,
    last_message_from_me = l.from_me, last_message_at = coalesce(l.timestamp, c.last_message_at)
from (select 1) as one
left join lateral (
    select m.* from public.messages m where m.session_id = @session_id and m.chat_id = @chat_id and m.type <> 'notice'
    order by m.timestamp desc, m.id desc limit 1) l on true
where c.session_id = @session_id and c.chat_id = @chat_id
returning c.id;

-- name: SetStarred :one
-- As service: the message was seen as the user before, and WhatsApp was told.
update public.messages m set is_starred = @starred, updated_at = now() where m.id = @id returning m.*;

-- name: SetPinned :one
-- As service: see SetStarred.
update public.messages m set pinned_until = sqlc.narg(until), updated_at = now() where m.id = @id returning m.*;
