-- Files of messages and of uploads.

-- name: ClaimMedia :many
-- As service: the fetcher has no user. What is due is taken for a while; should the process die, it is due again then. Numbers
-- that are not connected are left alone, and of one number only a few files are taken at a time, and none while it is busy with some.
with due as (
    select f.id, f.next_attempt_at
    from public.whatsapp_sessions s cross join lateral (
        select m.id, m.next_attempt_at from public.media m
        where m.session_id = s.id and m.status = 'pending' and m.next_attempt_at <= now()
        order by m.next_attempt_at, m.id limit sqlc.arg(per_session)::integer
    ) f
    where s.status = 'connected' and s.desired_state = 'running' and s.id <> all (sqlc.arg(busy)::uuid[])
), taken as (
    select m.id from public.media m join due d on d.id = m.id
    where m.status = 'pending' and m.next_attempt_at <= now()
    order by d.next_attempt_at limit sqlc.arg(max_rows) for update of m skip locked
)
update public.media m set attempts = m.attempts + 1, next_attempt_at = now() + make_interval(secs => sqlc.arg(lease_seconds)::double precision)
from taken t where m.id = t.id
returning m.*;

-- name: FinishMedia :one
-- As service: what the fetcher found. What the engine said of a voice note stands where the file itself says nothing. The name
-- comes back fit to be shown.
update public.media m set
    status = 'stored', mime_type = @mime_type, size = @size, sha256 = @sha256, blob_key = @blob_key,
    filename = sqlc.narg(filename), thumbnail_key = sqlc.narg(thumbnail_key), width = coalesce(sqlc.narg(width), m.width), height = coalesce(sqlc.narg(height), m.height),
    duration_ms = coalesce(sqlc.narg(duration_ms), m.duration_ms), waveform = coalesce(sqlc.narg(waveform)::bytea, m.waveform), error_code = null
where m.id = @id
returning m.session_id, m.user_id, m.message_row;

-- name: FailMedia :one
-- As service: see ClaimMedia.
update public.media m set status = 'failed', error_code = @error_code where m.id = @id and m.status = 'pending'
returning m.session_id, m.user_id, m.message_row;

-- name: DelayMedia :exec
-- As service: see ClaimMedia.
update public.media m set next_attempt_at = now() + make_interval(secs => sqlc.arg(pause_seconds)::double precision)
where m.id = @id and m.status = 'pending';

-- name: AskForMedia :one
-- As service: the owner was seen to own it before. It is fetched anew.
update public.media m set status = 'pending', attempts = 0, next_attempt_at = now(), error_code = null, source_url = null
where m.id = @id and m.status = 'failed'
returning *;

-- name: GetMedia :one
-- The file of a message that was deleted for everyone is shown to nobody, and sent to nobody.
select f.* from public.media f left join public.messages m on m.id = f.message_row
where f.id = @id and f.session_id = @session_id and f.user_id = @user_id and m.revoked_at is null;

-- name: GetMediaByID :one
-- As service: whoever comes with a signed link was given it by the owner, or is the owner's container. What its session's owner
-- deleted is gone at once, though the rows go later.
select m.* from public.media m join public.whatsapp_sessions s on s.id = m.session_id
where m.id = $1 and s.desired_state <> 'deleted';

-- name: GetMediaOfMessage :one
select * from public.media where message_row = @message_row and user_id = @user_id;

-- name: MediaOfMessageOut :one
-- As service: the sender has no user.
select * from public.media where message_row = $1;

-- name: InsertMedia :one
-- As service: rows of media are the server's to write; the session was seen as the user before.
insert into public.media (id, session_id, user_id, message_row, status, mime_type, filename, size, sha256, blob_key, thumbnail_key,
    width, height, duration_ms, waveform)
select @id, s.id, s.user_id, sqlc.narg(message_row), 'stored', @mime_type, sqlc.narg(filename), @size, @sha256, @blob_key,
    sqlc.narg(thumbnail_key), sqlc.narg(width), sqlc.narg(height), sqlc.narg(duration_ms), sqlc.narg(waveform)
from public.whatsapp_sessions s where s.id = @session_id
returning *;

-- name: DeleteUploads :execrows
-- As service: uploads that nobody sent.
delete from public.media where id in (
    select u.id from public.media u where u.message_row is null and u.created_at < sqlc.arg(before) limit sqlc.arg(max_rows));

-- name: TakeReleasedBlobs :many
-- As service: objects of the blob store belong to no session any more. What somebody still needs, or needs again, stays.
delete from conectafy.released_blobs r where r.key in (
    select o.key from conectafy.released_blobs o where o.released_at < sqlc.arg(before)
    order by o.released_at limit sqlc.arg(max_rows) for update skip locked)
returning r.key, (
    exists (select 1 from public.media m where m.blob_key = r.key or m.thumbnail_key = r.key)
    or exists (select 1 from public.contacts c where c.picture_key = r.key))::boolean as in_use;

-- name: ReleaseBlob :exec
-- As service: it could not be deleted now; the next look tries again.
insert into conectafy.released_blobs (key) values ($1) on conflict (key) do nothing;

-- name: MessageOfMedia :one
-- As service: see ClaimMedia.
select m.* from public.messages m join public.media f on f.message_row = m.id where f.id = $1;

-- name: GetPictureKey :one
-- As service: whoever comes with a signed link was given it by the owner.
select c.picture_key from public.contacts c join public.whatsapp_sessions s on s.id = c.session_id
where c.id = $1 and s.desired_state <> 'deleted';
