-- Reading messages back from the containers, and the checks whether any are missing. All that workers do is as service: they
-- have no user, and each query names the import or the session that it means, or goes through all that are due.

-- name: SupersedeImports :exec
-- A number that is linked anew has another past: what was still being read of the old one is given up.
update public.imports set state = 'failed', error_code = 'superseded', finished_at = now()
where session_id = @session_id and state = 'running';

-- name: HistoryAsked :exec
-- From the moment of its linking on, webhooks tell what a number gets.
update public.whatsapp_sessions set history_due = false, linked_at = now(), gap_since = now() where id = @id;

-- name: InsertImport :one
-- No row comes back when one for the same reason is running.
insert into public.imports (id, session_id, user_id, reason, since, until, overview_position)
select @id, s.id, s.user_id, @reason, @since, @until, sqlc.narg(overview_position)
from public.whatsapp_sessions s where s.id = @session_id and s.desired_state <> 'deleted'
on conflict (session_id, reason) where state = 'running' do nothing
returning *;

-- name: ResumeImport :one
-- The newest reading of the past goes on where it failed, if it went back far enough.
update public.imports i set state = 'running', error_code = null, attempts = 0, finished_at = null, next_step_at = now()
where i.state = 'failed' and i.since <= @since and i.id = (
    select n.id from public.imports n where n.session_id = @session_id and n.reason = 'history'
    order by n.started_at desc limit 1)
returning *;

-- name: RunningImport :one
select id from public.imports where session_id = @session_id and user_id = @user_id and state = 'running' and reason = @reason;

-- name: ListImports :many
select * from public.imports where session_id = @session_id and user_id = @user_id
order by started_at desc, id desc limit sqlc.arg(max_rows);

-- name: LatestImports :many
-- The one that is running, else the newest.
select distinct on (session_id) * from public.imports
where session_id = any (sqlc.arg(session_ids)::uuid[]) and user_id = @user_id
order by session_id, (state = 'running') desc, started_at desc, id desc;

-- name: ClaimImports :many
-- Whoever claims an import has it until next_step_at, which is also the proof that it still does. A session that is not
-- connected pauses its imports; of one session one import at a time is read, what came during a gap first.
with due as (
    select i.id from public.imports i join public.whatsapp_sessions s on s.id = i.session_id
    where i.state = 'running' and i.next_step_at <= clock_timestamp() and s.status = 'connected' and s.desired_state = 'running'
      and (i.reason = 'gap' or not exists (
        select 1 from public.imports g where g.session_id = i.session_id and g.state = 'running' and g.reason = 'gap'))
    order by i.next_step_at limit sqlc.arg(max_rows) for no key update of i skip locked
)
update public.imports i set next_step_at = clock_timestamp() + make_interval(secs => sqlc.arg(lease_seconds)::double precision)
from due where i.id = due.id
returning i.*;

-- name: ContinueImport :one
-- What a step made of an import, if it is still in the hands of whoever made the step.
update public.imports i set
    messages_added = i.messages_added + sqlc.arg(added)::integer,
    pass_read = i.pass_read + sqlc.arg(read)::integer,
    messages_read = greatest(i.messages_read, i.pass_read + sqlc.arg(read)::integer),
    pass_news = i.pass_news + sqlc.arg(news)::integer,
    overview_position = sqlc.narg(overview_position),
    chats_total = greatest(i.chats_total, (select count(*) from public.import_chats c where c.import_id = i.id)),
    chats_done = greatest(i.chats_done, (select count(*) from public.import_chats c where c.import_id = i.id and c.done)),
    attempts = 0,
    next_step_at = clock_timestamp() + make_interval(secs => sqlc.arg(lease_seconds)::double precision)
from public.whatsapp_sessions s
where i.id = @id and i.state = 'running' and i.next_step_at = @claimed_until and s.id = i.session_id and s.desired_state <> 'deleted'
returning i.*;

-- name: AddImportChats :execrows
insert into public.import_chats (import_id, chat_id, user_id)
select i.id, unnest(sqlc.arg(chat_ids)::text[]), i.user_id from public.imports i where i.id = @import_id
on conflict do nothing;

-- name: ForgetImportChats :exec
delete from public.import_chats where import_id = $1;

-- name: NextImportChat :one
select chat_id, position from public.import_chats where import_id = $1 and not done order by position desc, chat_id limit 1;

-- name: MoveImportChat :exec
update public.import_chats set position = @position, done = @done where import_id = @import_id and chat_id = @chat_id;

-- name: RewindImportChats :exec
update public.import_chats set position = 0, done = false where import_id = $1;

-- name: NextImportPass :one
-- The list of chats is read again as well, unless all chats are read as one.
update public.imports i set
    pass = pass + 1, quiet_passes = case when pass_news = 0 then quiet_passes + 1 else 0 end, pass_read = 0, pass_news = 0,
    overview_position = case when not exists (
        select 1 from public.import_chats c where c.import_id = i.id and c.chat_id = sqlc.arg(all_chats)) then 0 end,
    next_step_at = clock_timestamp() + make_interval(secs => sqlc.arg(pause_seconds)::double precision)
where id = @id and state = 'running' and next_step_at = @claimed_until
returning *;

-- name: PauseImport :exec
-- A step that failed is tried again later, and so is one that was cut short.
update public.imports set
    attempts = @attempts, next_step_at = clock_timestamp() + make_interval(secs => sqlc.arg(pause_seconds)::double precision)
where id = @id and state = 'running' and next_step_at = @claimed_until;

-- name: EndImport :one
update public.imports set
    state = @state, error_code = sqlc.narg(error_code), finished_at = now(),
    chats_done = case when @state::text = 'done' then chats_total else chats_done end
where id = @id and state = 'running' and next_step_at = @claimed_until
returning *;

-- name: ReopenGap :exec
-- What a reading after a gap could not get is looked for again.
update public.whatsapp_sessions set gap_since = least(gap_since, sqlc.arg(since)::timestamptz) where id = @session_id;

-- name: CountPresent :one
-- Rows that were sent have ids of their own: those that are there were inserted just now.
select count(*) from public.messages where id = any (sqlc.arg(ids)::uuid[]);

-- name: MissingMessages :one
select count(*) from unnest(sqlc.arg(message_ids)::text[]) as w(message_id)
where not exists (select 1 from public.messages m where m.session_id = @session_id and m.message_id = w.message_id);

-- name: ClaimChecks :many
-- Of a session whose gap is being read already nothing is known yet. The lock lets messages of the session in meanwhile.
with due as (
    select s.id from public.whatsapp_sessions s
    where s.next_check_at <= clock_timestamp() and s.status = 'connected' and s.desired_state = 'running'
      and s.gap_since is not null
      and not exists (select 1 from public.imports i where i.session_id = s.id and i.state = 'running' and i.reason = 'gap')
    order by s.next_check_at limit sqlc.arg(max_rows) for no key update of s skip locked
)
update public.whatsapp_sessions s
set next_check_at = clock_timestamp() + make_interval(secs => sqlc.arg(lease_seconds)::double precision)
from due where s.id = due.id
returning s.*;

-- name: CloseGap :exec
-- All that came before a moment is here. A reason to look again that came up meanwhile stands.
update public.whatsapp_sessions set
    gap_since = greatest(gap_since, sqlc.arg(until)::timestamptz),
    next_check_at = case when next_check_at = @claimed_until
        then clock_timestamp() + make_interval(secs => sqlc.arg(pause_seconds)::double precision) else next_check_at end
where id = @id;

-- name: PutOffCheck :exec
update public.whatsapp_sessions set
    next_check_at = clock_timestamp() + make_interval(secs => sqlc.arg(pause_seconds)::double precision)
where id = @id and next_check_at = @claimed_until;

-- name: CheckAllSoon :exec
-- While no backend ran, nobody heard the webhooks.
update public.whatsapp_sessions set next_check_at = clock_timestamp() where status = 'connected' and next_check_at > clock_timestamp();

-- name: ClaimLIDs :many
with due as (
    select s.id from public.whatsapp_sessions s
    where s.next_lids_at <= clock_timestamp() and s.status = 'connected' and s.desired_state = 'running'
    order by s.next_lids_at limit sqlc.arg(max_rows) for no key update of s skip locked
)
update public.whatsapp_sessions s
set next_lids_at = clock_timestamp() + make_interval(secs => sqlc.arg(lease_seconds)::double precision)
from due where s.id = due.id
returning s.*;

-- name: AskLIDsAt :exec
update public.whatsapp_sessions set next_lids_at = @at where id = @id;

-- name: PruneImports :exec
-- How the messages of long ago were read is forgotten, but for the newest reading of each session.
delete from public.imports i where i.state <> 'running' and i.finished_at < sqlc.arg(before)::timestamptz
  and exists (select 1 from public.imports n where n.session_id = i.session_id and n.started_at > i.started_at);
