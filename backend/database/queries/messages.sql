-- name: GetContact :one
select * from public.contacts where session_id = @session_id and user_id = @user_id and chat_id = @chat_id;

-- name: ListMessages :many
select * from public.messages
where session_id = @session_id and user_id = @user_id and chat_id = @chat_id
order by timestamp desc, id desc
limit sqlc.arg(max_rows) offset sqlc.arg(skip);

-- name: ListMessagesBefore :many
select * from public.messages m
where m.session_id = @session_id and m.user_id = @user_id and m.chat_id = @chat_id
  and (m.timestamp, m.id) < (sqlc.arg(at)::timestamptz, sqlc.arg(id)::uuid)
order by m.timestamp desc, m.id desc
limit sqlc.arg(max_rows);

-- name: ListMessagesAfter :many
select * from public.messages m
where m.session_id = @session_id and m.user_id = @user_id and m.chat_id = @chat_id
  and (m.timestamp, m.id) > (sqlc.arg(at)::timestamptz, sqlc.arg(id)::uuid)
order by m.timestamp, m.id
limit sqlc.arg(max_rows);

-- name: GetMessage :one
select * from public.messages
where id = @id and session_id = @session_id and user_id = @user_id;

-- name: GetMessageByWhatsAppID :one
select * from public.messages
where session_id = @session_id and message_id = @message_id and user_id = @user_id;

-- name: MessagesByID :many
select * from public.messages
where id = any (sqlc.arg(ids)::uuid[]) and user_id = @user_id
order by timestamp, id;

-- name: ChangedContacts :many
-- By their ids, and by session and chat; one that is named twice comes twice. Each is looked up by itself: left to join, the planner
-- reads all chats of the owner for one of them.
select c.* from unnest(sqlc.arg(ids)::uuid[]) as i(id)
cross join lateral (select * from public.contacts k where k.id = i.id and k.user_id = @user_id limit 1) c
union all
select c.* from (select unnest(sqlc.arg(session_ids)::uuid[]) as session_id, unnest(sqlc.arg(chat_ids)::text[]) as chat_id) i
cross join lateral (
    select * from public.contacts k where k.session_id = i.session_id and k.chat_id = i.chat_id and k.user_id = @user_id limit 1) c;

-- name: ContactsOfMessages :many
select distinct c.* from public.contacts c
join public.messages m on m.session_id = c.session_id and m.chat_id = c.chat_id
where m.id = any (sqlc.arg(ids)::uuid[]) and m.user_id = @user_id and c.user_id = @user_id;

-- name: SessionsByID :many
select * from public.whatsapp_sessions
where id = any (sqlc.arg(ids)::uuid[]) and user_id = @user_id and desired_state <> 'deleted';

-- name: MarkRead :one
-- As service: counts are the server's to write; the chat was seen as the user before.
update public.contacts set unread_count = 0, is_marked_unread = false
where session_id = @session_id and chat_id = @chat_id
returning *;

-- name: CountMessages :one
select count(*) filter (where not from_me) as incoming, count(*) filter (where from_me) as outgoing
from public.messages where session_id = @session_id and user_id = @user_id;

-- name: CountContacts :one
select count(*) as chats, coalesce(sum(unread_count), 0)::bigint as unread
from public.contacts where session_id = @session_id and user_id = @user_id;
