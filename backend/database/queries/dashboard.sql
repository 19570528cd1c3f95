-- What all numbers of a person do, counted. All as the user. Time is cut into quarters of an hour, since on each of them some
-- time zone begins its hours.

-- name: CountTraffic :many
select date_bin('15 minutes', m.timestamp, 'epoch')::timestamptz as quarter,
    count(*) filter (where not m.from_me) as incoming, count(*) filter (where m.from_me) as outgoing
from public.messages m
where m.user_id = @user_id and m.session_id = any (sqlc.arg(sessions)::uuid[]) and m.type not in ('notice', 'call')
  and m.timestamp >= @since and m.timestamp < @until
group by 1;

-- name: CountTrafficOfSessions :many
select m.session_id, date_bin('15 minutes', m.timestamp, 'epoch')::timestamptz as quarter,
    count(*) filter (where not m.from_me) as incoming, count(*) filter (where m.from_me) as outgoing
from public.messages m
where m.user_id = @user_id and m.session_id = any (sqlc.arg(sessions)::uuid[]) and m.type not in ('notice', 'call')
  and m.timestamp >= @since and m.timestamp < @until
group by 1, 2;

-- name: CountUnread :many
select c.session_id, count(*) as chats, sum(c.unread_count)::bigint as messages
from public.contacts c
where c.user_id = @user_id and c.session_id = any (sqlc.arg(sessions)::uuid[])
  and c.archived_at is null and (c.unread_count > 0 or c.is_marked_unread)
group by 1;

-- name: CountFailed :many
select f.session_id, count(*) as failed
from (
    select m.session_id from public.messages m
    where m.user_id = @user_id and m.session_id = any (sqlc.arg(sessions)::uuid[]) and m.has_failed and m.from_me
      and m.timestamp >= @since
    order by m.timestamp desc, m.id desc
    limit sqlc.arg(max_rows)
) f
group by 1;

-- name: NewestFailed :many
select m.id, m.session_id, m.chat_id, m.type, coalesce(left(m.body, sqlc.arg(max_body)::integer), '')::text as body, m.timestamp, m.error_code,
    c.name, c.phone_number
from public.messages m
left join public.contacts c on c.session_id = m.session_id and c.chat_id = m.chat_id and c.user_id = @user_id
where m.user_id = @user_id and m.session_id = any (sqlc.arg(sessions)::uuid[]) and m.has_failed and m.from_me
  and m.timestamp >= @since
order by m.timestamp desc, m.id desc
limit sqlc.arg(max_rows);

-- name: ListUnanswered :many
-- The longest waiting first. How many there are is counted up to max_count.
with waiting as (
    select c.id, c.last_message_at from public.contacts c
    where c.user_id = @user_id and c.session_id = any (sqlc.arg(sessions)::uuid[])
      and c.archived_at is null and (c.unread_count > 0 or c.is_marked_unread)
      and not c.is_group and not c.last_message_from_me and c.last_message_at <= sqlc.arg(until)::timestamptz
      and (c.muted_until is null or c.muted_until <= now())
    order by c.last_message_at
    limit sqlc.arg(max_count)
)
select sqlc.embed(c), (select count(*) from waiting) as waiting
from waiting w join public.contacts c on c.id = w.id
order by w.last_message_at, c.id
limit sqlc.arg(max_rows);
