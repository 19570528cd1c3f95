-- What messages hold beside their text, for those of which messages.parts says that there is something. All as the user.

-- name: MediaOf :many
select * from public.media where message_row = any (sqlc.arg(rows)::uuid[]) and user_id = @user_id;

-- name: LocationsOf :many
select * from public.message_locations where message_row = any (sqlc.arg(rows)::uuid[]) and user_id = @user_id;

-- name: VCardsOf :many
select * from public.message_vcards where message_row = any (sqlc.arg(rows)::uuid[]) and user_id = @user_id
order by message_row, position;

-- name: PollsOf :many
select * from public.polls where message_row = any (sqlc.arg(rows)::uuid[]) and user_id = @user_id;

-- name: VotesOf :many
select m.id as message_row, v.voter, v.options from public.poll_votes v
join public.messages m on m.session_id = v.session_id and m.message_id = v.message_id
where m.id = any (sqlc.arg(rows)::uuid[]) and m.user_id = @user_id and v.user_id = @user_id
order by v.voted_at, v.voter;

-- name: PreviewsOf :many
select * from public.message_previews where message_row = any (sqlc.arg(rows)::uuid[]) and user_id = @user_id;

-- name: CalendarEventsOf :many
select * from public.calendar_events where message_row = any (sqlc.arg(rows)::uuid[]) and user_id = @user_id;

-- name: EventResponsesOf :many
select m.id as message_row, r.responder, r.response, r.extra_guests, r.responded_at from public.calendar_responses r
join public.messages m on m.session_id = r.session_id and m.message_id = r.message_id
where m.id = any (sqlc.arg(rows)::uuid[]) and m.user_id = @user_id and r.user_id = @user_id
order by r.responded_at, r.responder;

-- name: CallsOf :many
select * from public.calls where message_row = any (sqlc.arg(rows)::uuid[]) and user_id = @user_id;

-- name: NoticesOf :many
select * from public.notices where message_row = any (sqlc.arg(rows)::uuid[]) and user_id = @user_id;

-- name: ReactionsOf :many
select m.id as message_row, r.sender, r.emoji, r.reacted_at from public.message_reactions r
join public.messages m on m.session_id = r.session_id and m.message_id = r.message_id
where m.id = any (sqlc.arg(rows)::uuid[]) and m.user_id = @user_id and r.user_id = @user_id and r.emoji <> ''
order by r.reacted_at, r.sender;

-- name: OriginsOf :many
-- The messages of the same chat that messages quote, where they are here.
select m.id as message_row, o.id as origin from public.messages m
join public.messages o on o.session_id = m.session_id and o.message_id = m.quoted_message_id and o.chat_id = m.chat_id
where m.id = any (sqlc.arg(rows)::uuid[]) and m.user_id = @user_id and o.user_id = @user_id;

-- name: VersionsOf :many
select v.written_at, v.body from public.message_versions v
join public.messages m on m.session_id = v.session_id and m.message_id = v.message_id
where m.id = @id and m.user_id = @user_id and v.user_id = @user_id
order by v.written_at;

-- name: ResolveChat :one
-- The address under which a chat is kept, by either of a person's two.
select c.chat_id from public.contacts c
where c.session_id = @session_id and c.user_id = @user_id and c.chat_id = @chat_id
union all
select c.chat_id from public.chat_twins t join public.contacts c on c.session_id = t.session_id and c.chat_id = t.twin
where t.session_id = @session_id and t.user_id = @user_id and c.user_id = @user_id and t.address = @chat_id
limit 1;
