-- Lists of chats: pinned ones first, then the last activity. A list goes on after the place (pinned, at, id) of a chat.

-- name: ListChats :many
select sqlc.embed(c), m.status as last_status, m.sender_name as last_sender_name, f.duration_ms as last_duration_ms
from public.contacts c
left join public.messages m on m.id = c.last_message_id and m.user_id = @user_id
left join public.media f on f.message_row = case when c.last_message_type = 'voice' then c.last_message_id end and f.user_id = @user_id
where c.session_id = @session_id and c.user_id = @user_id and (c.archived_at is not null) = @archived::boolean
  and (not @unread::boolean or c.unread_count > 0 or c.is_marked_unread)
  and (not @groups::boolean or c.is_group)
  and (sqlc.narg(name)::text is null or position(conectafy.plain(sqlc.narg(name)) in conectafy.plain(c.name)) > 0
       or position(sqlc.narg(digits)::text in c.phone_number) > 0)
  and (sqlc.narg(after)::uuid is null or ((c.pinned_at is not null), coalesce(c.last_message_at, '-infinity'::timestamptz), c.id)
       < (@after_pinned::boolean, coalesce(sqlc.narg(after_at)::timestamptz, '-infinity'::timestamptz), sqlc.narg(after)))
order by (c.pinned_at is not null) desc, coalesce(c.last_message_at, '-infinity'::timestamptz) desc, c.id desc
limit sqlc.arg(max_rows) offset sqlc.arg(skip);

-- name: ListAllChats :many
select sqlc.embed(c), m.status as last_status, m.sender_name as last_sender_name, f.duration_ms as last_duration_ms
from public.contacts c
join public.whatsapp_sessions s on s.id = c.session_id and s.user_id = @user_id and s.desired_state <> 'deleted'
left join public.messages m on m.id = c.last_message_id and m.user_id = @user_id
left join public.media f on f.message_row = case when c.last_message_type = 'voice' then c.last_message_id end and f.user_id = @user_id
where c.user_id = @user_id and (c.archived_at is not null) = @archived::boolean
  and (not @unread::boolean or c.unread_count > 0 or c.is_marked_unread)
  and (not @groups::boolean or c.is_group)
  and (sqlc.narg(name)::text is null or position(conectafy.plain(sqlc.narg(name)) in conectafy.plain(c.name)) > 0
       or position(sqlc.narg(digits)::text in c.phone_number) > 0)
  and (sqlc.narg(after)::uuid is null or ((c.pinned_at is not null), coalesce(c.last_message_at, '-infinity'::timestamptz), c.id)
       < (@after_pinned::boolean, coalesce(sqlc.narg(after_at)::timestamptz, '-infinity'::timestamptz), sqlc.narg(after)))
order by (c.pinned_at is not null) desc, coalesce(c.last_message_at, '-infinity'::timestamptz) desc, c.id desc
limit sqlc.arg(max_rows);

-- name: LastMessagesOfChats :many
-- What a list of chats shows of the newest messages and the chats themselves don't keep.
select m.id, m.from_me, m.status, m.sender_name, f.duration_ms from public.messages m
left join public.media f on f.message_row = m.id and f.user_id = @user_id and m.type = 'voice'
where m.id = any (sqlc.arg(ids)::uuid[]) and m.user_id = @user_id;

-- name: UpdateChat :one
-- As service: contacts are the server's to write; the chat was seen as the user before. Null leaves a thing as it is.
update public.contacts c set
    archived_at = case when sqlc.narg(archived)::boolean is null then c.archived_at
        when sqlc.narg(archived)::boolean then coalesce(c.archived_at, now()) end,
    pinned_at = case when sqlc.narg(pinned)::boolean is null then c.pinned_at
        when sqlc.narg(pinned)::boolean then coalesce(c.pinned_at, now()) end,
    muted_until = case when @set_muted::boolean then sqlc.narg(muted_until) else c.muted_until end,
    is_marked_unread = coalesce(sqlc.narg(marked_unread)::boolean, c.is_marked_unread),
    draft = case when @set_draft::boolean then nullif(sqlc.narg(draft)::text, '') else c.draft end
where c.session_id = @session_id and c.user_id = @user_id and c.chat_id = @chat_id
returning *;
