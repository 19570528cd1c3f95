-- What the installation does as a whole, for those who watch over it. All as service: there is no user, and only numbers come back.
-- Each reads a small table or an index of what waits alone.

-- name: CountSessionsByStatus :many
select s.status, count(*) as sessions from public.whatsapp_sessions s group by s.status;

-- name: CountOutbox :one
select count(*) as waiting, coalesce(extract(epoch from now() - min(m.queued_at)), 0)::float8 as oldest
from public.messages m where m.in_outbox;

-- name: CountPendingMedia :one
-- A file is due from its next attempt on; one that is being fetched has that in the future.
select count(*) as waiting, coalesce(greatest(extract(epoch from now() - min(d.next_attempt_at)), 0), 0)::float8 as oldest
from public.media d where d.status = 'pending';
