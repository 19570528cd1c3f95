-- Putting together what was stored under the two addresses of one person before the pair became known. All as service: a worker
-- does it, and each query names the session. It runs with the owner's head locked, as everything that changes chats, so that
-- no message arrives between the statements of a step.

-- name: PendingMerges :many
select session_id, lid, phone from conectafy.pending_merges order by created_at limit sqlc.arg(max_rows);

-- name: LockMerge :one
-- Whoever gets no row finds the pair in other hands, or done.
select 1 as found from conectafy.pending_merges where session_id = @session_id and lid = @lid and phone = @phone for update skip locked;

-- name: ForgetMerge :exec
delete from conectafy.pending_merges where session_id = @session_id and lid = @lid and phone = @phone;

-- name: ContactsToMerge :many
-- The one that was there first keeps its address.
select * from public.contacts where session_id = @session_id and chat_id in (sqlc.arg(lid)::text, sqlc.arg(phone)::text)
order by created_at, id;

-- name: MoveMessages :execrows
update public.messages m set chat_id = sqlc.arg(to_chat)::text, from_number = case when m.from_me then m.from_number
    else coalesce(m.from_number, sqlc.arg(phone_number)::text) end
where m.id in (
    select o.id from public.messages o where o.session_id = @session_id and o.chat_id = sqlc.arg(from_chat)::text
    order by o.timestamp, o.id limit sqlc.arg(max_rows));

-- name: FoldContact :exec
-- What one chat counts and shows becomes the other's, and is not counted again with the next step.
with other as (
    update public.contacts o set unread_count = 0, is_marked_unread = false from public.contacts old
    where o.id = sqlc.arg(other)::uuid and old.id = o.id
    returning old.*
)
update public.contacts c set
    unread_count = c.unread_count + o.unread_count,
    is_marked_unread = c.is_marked_unread or o.is_marked_unread,
    last_message_at = case when o.last_message_at > coalesce(c.last_message_at, 'epoch') then o.last_message_at else c.last_message_at end,
    last_message_id = case when o.last_message_at > coalesce(c.last_message_at, 'epoch') then o.last_message_id else c.last_message_id end,
    last_message_body = case when o.last_message_at > coalesce(c.last_message_at, 'epoch') then o.last_message_body else c.last_message_body end,
    last_message_type = case when o.last_message_at > coalesce(c.last_message_at, 'epoch') then o.last_message_type else c.last_message_type end,
    last_message_from_me = case when o.last_message_at > coalesce(c.last_message_at, 'epoch')
        then o.last_message_from_me else c.last_message_from_me end,
    name = case when o.last_message_at > coalesce(c.last_message_at, 'epoch') then coalesce(o.name, c.name) else coalesce(c.name, o.name) end,
    phone_number = coalesce(c.phone_number, o.phone_number, sqlc.arg(phone_number)::text),
    -- A chat is put away if both were, and muted or pinned if either was.
    archived_at = case when o.archived_at is not null then c.archived_at end,
    pinned_at = coalesce(c.pinned_at, o.pinned_at),
    muted_until = greatest(c.muted_until, o.muted_until),
    draft = coalesce(c.draft, o.draft),
    picture_key = coalesce(c.picture_key, o.picture_key)
from other o where c.id = sqlc.arg(keeper)::uuid;

-- name: DeleteContact :exec
delete from public.contacts where id = $1;

-- name: MoveReactions :execrows
-- Of two words of one person the later one counts.
with given as (
    delete from public.message_reactions r where (r.session_id, r.message_id, r.sender) in (
        select o.session_id, o.message_id, o.sender from public.message_reactions o
        where o.session_id = @session_id and o.sender = sqlc.arg(lid)::text and o.sender like '%@lid' limit sqlc.arg(max_rows))
    returning *
), moved as (
    insert into public.message_reactions as r (session_id, message_id, sender, user_id, emoji, reacted_at)
    select g.session_id, g.message_id, sqlc.arg(phone)::text, g.user_id, g.emoji, g.reacted_at from given g
    on conflict (session_id, message_id, sender) do update set emoji = excluded.emoji, reacted_at = excluded.reacted_at
    where excluded.reacted_at >= r.reacted_at
), told as (
    select conectafy.append_changes('message', array_agg(m.user_id), array_agg(m.session_id), array_agg(m.id))
    from given g join public.messages m on m.session_id = g.session_id and m.message_id = g.message_id
)
select g.message_id from given g cross join told;

-- name: MoveVotes :execrows
with given as (
    delete from public.poll_votes v where (v.session_id, v.message_id, v.voter) in (
        select o.session_id, o.message_id, o.voter from public.poll_votes o
        where o.session_id = @session_id and o.voter = sqlc.arg(lid)::text and o.voter like '%@lid' limit sqlc.arg(max_rows))
    returning *
), moved as (
    insert into public.poll_votes as v (session_id, message_id, voter, user_id, options, voted_at)
    select g.session_id, g.message_id, sqlc.arg(phone)::text, g.user_id, g.options, g.voted_at from given g
    on conflict (session_id, message_id, voter) do update set options = excluded.options, voted_at = excluded.voted_at
    where excluded.voted_at >= v.voted_at
), told as (
    select conectafy.append_changes('message', array_agg(m.user_id), array_agg(m.session_id), array_agg(m.id))
    from given g join public.messages m on m.session_id = g.session_id and m.message_id = g.message_id
)
select g.message_id from given g cross join told;

-- name: MoveResponses :execrows
with given as (
    delete from public.calendar_responses r where (r.session_id, r.message_id, r.responder) in (
        select o.session_id, o.message_id, o.responder from public.calendar_responses o
        where o.session_id = @session_id and o.responder = sqlc.arg(lid)::text and o.responder like '%@lid' limit sqlc.arg(max_rows))
    returning *
), moved as (
    insert into public.calendar_responses as r (session_id, message_id, responder, user_id, response, extra_guests, responded_at)
    select g.session_id, g.message_id, sqlc.arg(phone)::text, g.user_id, g.response, g.extra_guests, g.responded_at from given g
    on conflict (session_id, message_id, responder) do update set
        response = excluded.response, extra_guests = excluded.extra_guests, responded_at = excluded.responded_at
    where excluded.responded_at >= r.responded_at
), told as (
    select conectafy.append_changes('message', array_agg(m.user_id), array_agg(m.session_id), array_agg(m.id))
    from given g join public.messages m on m.session_id = g.session_id and m.message_id = g.message_id
)
select g.message_id from given g cross join told;

-- name: MoveMemberships :execrows
-- A person is once in a group. What is known under either address stays known.
with given as (
    delete from public.group_members m where (m.session_id, m.chat_id, m.address) in (
        select o.session_id, o.chat_id, o.address from public.group_members o
        where o.session_id = @session_id and o.address = sqlc.arg(lid)::text and o.address like '%@lid' limit sqlc.arg(max_rows))
    returning *
)
insert into public.group_members as m (session_id, chat_id, address, user_id, phone_number, name, role)
select g.session_id, g.chat_id, sqlc.arg(phone)::text, g.user_id, split_part(sqlc.arg(phone)::text, '@', 1), g.name, g.role from given g
on conflict (session_id, chat_id, address) do update set name = coalesce(m.name, excluded.name);
