-- name: LockHeads :exec
-- As service. Taken first, in one order, by every transaction that writes what people see: it numbers an owner's
-- changes in the order of their commits, and it keeps transactions on one owner's contacts from deadlocking.
select 1 from public.feed_heads where user_id = any (sqlc.arg(user_ids)::uuid[]) order by user_id for update;

-- name: LockHeadsOfSessions :exec
-- As service. See LockHeads.
select 1 from public.feed_heads where user_id in
    (select s.user_id from public.whatsapp_sessions s where s.id = any (sqlc.arg(session_ids)::uuid[]))
order by user_id for update;

-- name: EnsureHead :exec
-- As service.
insert into public.feed_heads (user_id) values ($1) on conflict do nothing;

-- name: AppendChange :exec
-- As service. The notification wakes this owner's readers in every process when the transaction commits.
with head as (
    update public.feed_heads h set seq = h.seq + 1 where h.user_id = @user_id returning h.user_id, h.seq
)
insert into public.changes (user_id, seq, session_id, kind, row_id)
select head.user_id, head.seq, @session_id, @kind, @row_id from head
returning pg_notify('conectafy_feed', user_id::text);

-- name: GetHead :one
select seq, pruned_seq from public.feed_heads where user_id = $1;

-- name: ReadFeed :many
-- The head with every change after a place, and with one of number 0 where there is none. All is seen at one moment.
select h.seq as head, h.pruned_seq, coalesce(c.seq, 0)::bigint as seq, coalesce(c.kind, '')::text as kind,
    coalesce(c.row_id, h.user_id)::uuid as row_id, coalesce(c.created_at, 'epoch')::timestamptz as created_at
from public.feed_heads h
left join lateral (
    select o.seq, o.kind, o.row_id, o.created_at from public.changes o
    where o.user_id = h.user_id and o.seq > sqlc.arg(after)
      and (sqlc.narg(session_id)::uuid is null or o.session_id = sqlc.narg(session_id))
    order by o.seq limit sqlc.arg(max_rows)) c on true
where h.user_id = @user_id order by c.seq;

-- name: PruneChanges :one
-- As service: housekeeping over all tenants, a bounded number of rows at a time.
with doomed as (
    select o.user_id, o.seq from public.changes o
    where o.created_at < sqlc.arg(before) order by o.created_at limit sqlc.arg(max_rows)
), gone as (
    delete from public.changes c using doomed d where c.user_id = d.user_id and c.seq = d.seq returning c.user_id, c.seq
), marked as (
    update public.feed_heads h set pruned_seq = greatest(h.pruned_seq, g.seq)
    from (select user_id, max(seq) as seq from gone group by user_id) g where g.user_id = h.user_id
)
select count(*) from gone;

-- name: PruneEarlyChanges :exec
-- As service: what came before a message that never came.
delete from conectafy.early_changes where created_at < sqlc.arg(before);

-- name: PruneUnprocessed :exec
-- As service.
delete from conectafy.unprocessed_webhooks where created_at < sqlc.arg(before);
