-- What WhatsApp knows of people and groups beyond their messages. All as service: a worker asks for all that is due, and each
-- other query names the chat.

-- name: ClaimChatInfo :many
-- So many of each number, since each container is asked at a pace of its own.
with due as (
    select c.id from public.whatsapp_sessions s
    cross join lateral (
        select o.id from public.contacts o where o.session_id = s.id and o.next_info_at <= clock_timestamp()
        order by o.next_info_at limit sqlc.arg(per_session)
        for no key update skip locked) c
    where s.status = 'connected' and s.desired_state = 'running'
    limit sqlc.arg(max_rows)
)
update public.contacts c
set next_info_at = clock_timestamp() + make_interval(secs => sqlc.arg(lease_seconds)::double precision)
from due where c.id = due.id
returning c.*;

-- name: AskChatInfoAt :exec
-- Null is never. Whatever made it due meanwhile stands.
update public.contacts set next_info_at = sqlc.narg(at)
where id = @id and next_info_at = @claimed_until;

-- name: SetPicture :execrows
update public.contacts set picture_key = sqlc.narg(picture_key)
where id = @id and picture_key is distinct from sqlc.narg(picture_key);
