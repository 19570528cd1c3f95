-- Reading a chat otherwise than page by page. All as the user.

-- name: ListMedia :many
select * from public.messages m
where m.session_id = @session_id and m.user_id = @user_id and m.chat_id = @chat_id and m.parts & 1 = 1
  and m.revoked_at is null and (cardinality(sqlc.arg(types)::text[]) = 0 or m.type = any (sqlc.arg(types)::text[]))
  and (sqlc.narg(before)::uuid is null or (m.timestamp, m.id) < (sqlc.narg(before_at)::timestamptz, sqlc.narg(before)))
order by m.timestamp desc, m.id desc
limit sqlc.arg(max_rows);

-- name: ListLinks :many
select * from public.messages m
where m.session_id = @session_id and m.user_id = @user_id and m.chat_id = @chat_id and m.parts & 16 = 16
  and m.revoked_at is null
  and (sqlc.narg(before)::uuid is null or (m.timestamp, m.id) < (sqlc.narg(before_at)::timestamptz, sqlc.narg(before)))
order by m.timestamp desc, m.id desc
limit sqlc.arg(max_rows);

-- name: GetGroup :one
select * from public.groups where session_id = @session_id and user_id = @user_id and chat_id = @chat_id;

-- name: ListMembers :many
-- The name that a person goes by in their own chat stands in for one that the group does not tell.
select g.address, g.role, coalesce(g.phone_number, case when g.address like '%@c.us' then split_part(g.address, '@', 1) end,
        (select split_part(t.twin, '@', 1) from public.chat_twins t
         where t.session_id = g.session_id and t.user_id = @user_id and t.address = g.address and t.twin like '%@c.us')) as phone_number,
    coalesce(g.name, (select c.name from public.contacts c
        where c.session_id = g.session_id and c.user_id = @user_id and c.chat_id = g.address),
        (select c.name from public.chat_twins t join public.contacts c on c.session_id = t.session_id and c.chat_id = t.twin
         where t.session_id = g.session_id and t.user_id = @user_id and c.user_id = @user_id and t.address = g.address)) as name
from public.group_members g
where g.session_id = @session_id and g.user_id = @user_id and g.chat_id = @chat_id
order by array_position(array['superadmin', 'admin', 'member'], g.role), g.address;
