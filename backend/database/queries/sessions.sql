-- Queries on sessions. "As service" in a name's comment says why the query may pass the tenant wall.

-- name: LockAllocation :exec
-- As service: ports and the limit are counted over all tenants; one create at a time, across processes.
select pg_advisory_xact_lock(hashtext('conectafy.allocation'));

-- name: CountSessions :one
-- As service: the limit is of the machine, not of one tenant.
select count(*) from public.whatsapp_sessions;

-- name: NextFreePort :one
-- As service: a port is given once over all tenants. Skipped are ports that a stranger's program holds. One of the first ports is free,
-- as many as there are sessions and skipped ones and one more: the rest of 60,000 isn't looked at while others wait for the lock.
select port::integer from generate_series(sqlc.arg(base)::integer, least(65535, sqlc.arg(base)::integer
    + (select count(*) from public.whatsapp_sessions) + cardinality(sqlc.arg(skip)::integer[]))) as port
where not exists (select 1 from public.whatsapp_sessions s where s.container_port = port)
  and port <> all (sqlc.arg(skip)::integer[])
order by port limit 1;

-- name: InsertSession :one
-- As service: people may not write container names and ports; the owner is the verified caller.
insert into public.whatsapp_sessions (id, user_id, session_name, container_name, container_port, webhook_url, history_days,
    ignores_groups, color, initials)
values (@id, @user_id, @session_name, @container_name, @container_port, @webhook_url, @history_days,
    @ignores_groups, conectafy.least_used_color(@user_id), conectafy.free_initials(@user_id, @session_name))
returning *;

-- name: InsertSecrets :exec
-- As service: secrets are out of people's reach.
insert into conectafy.session_secrets (session_id, api_key, webhook_secret) values ($1, $2, $3);

-- name: GetSecrets :one
-- As service: secrets are out of people's reach; the caller names a session that was checked before.
select api_key, webhook_secret from conectafy.session_secrets where session_id = $1;

-- name: ListSessions :many
select * from public.whatsapp_sessions
where user_id = $1 and desired_state <> 'deleted'
order by created_at desc, id desc;

-- name: GetSession :one
select * from public.whatsapp_sessions
where id = @id and user_id = @user_id and desired_state <> 'deleted';

-- name: UpdateSession :one
-- What is not given stays.
update public.whatsapp_sessions set
    session_name = coalesce(sqlc.narg(session_name), session_name),
    history_days = coalesce(sqlc.narg(history_days), history_days),
    ignores_groups = coalesce(sqlc.narg(ignores_groups), ignores_groups),
    color = coalesce(sqlc.narg(color), color), initials = coalesce(sqlc.narg(initials), initials), updated_at = now()
where id = @id and user_id = @user_id and desired_state <> 'deleted'
returning *;

-- name: InitialsTaken :one
-- As service: asked before they are written; the session was seen as the user before.
select exists (select 1 from public.whatsapp_sessions
    where user_id = @user_id and id <> @id and initials = @initials and desired_state <> 'deleted');

-- name: LastMessagesOf :many
-- The list of a session's chats begins with the pinned ones: the newest message is the first one's of these or of the others.
select s.id::uuid as session_id, l.at::timestamptz as at
from unnest(sqlc.arg(session_ids)::uuid[]) s (id)
cross join lateral (
    select max(f.at) as at from (
        (select coalesce(c.last_message_at, '-infinity'::timestamptz) as at from public.contacts c
         where c.session_id = s.id and c.user_id = @user_id
         order by (c.pinned_at is not null) desc, coalesce(c.last_message_at, '-infinity'::timestamptz) desc, c.id desc limit 1)
        union all
        (select coalesce(c.last_message_at, '-infinity'::timestamptz) from public.contacts c
         where c.session_id = s.id and c.user_id = @user_id
           and ((c.pinned_at is not null), coalesce(c.last_message_at, '-infinity'::timestamptz)) < (true, '-infinity'::timestamptz)
         order by (c.pinned_at is not null) desc, coalesce(c.last_message_at, '-infinity'::timestamptz) desc, c.id desc limit 1)
    ) f
) l
where l.at > '-infinity';

-- name: GetSessionByID :one
-- As service: the reconciler and workers have no user.
select * from public.whatsapp_sessions where id = $1;

-- name: GetSessionByContainer :one
-- As service: a webhook names its container and proves it by its signature.
select s.id, k.webhook_secret
from public.whatsapp_sessions s join conectafy.session_secrets k on k.session_id = s.id
where s.container_name = $1 and s.desired_state <> 'deleted';

-- name: ListAllSessions :many
-- As service: the reconciler looks after everybody's containers.
select * from public.whatsapp_sessions order by id;

-- name: SetDesired :one
-- As service: what is wanted is the server's to write; the row was seen as the user before. A wish starts the count of attempts anew.
update public.whatsapp_sessions
set desired_state = @desired_state, attempts = 0, next_attempt_at = 'epoch', updated_at = now(),
    error_code = null, phase = null, phase_percent = null
where id = @id and desired_state <> 'deleted'
returning *;

-- name: RequestRestart :one
-- As service: see SetDesired.
update public.whatsapp_sessions
set desired_state = 'running', restart_requested_at = clock_timestamp(), attempts = 0, next_attempt_at = 'epoch',
    updated_at = now(), error_code = null, status = 'connecting', qr_code = null, qr_number = null, qr_shown_at = null,
    phase = null, phase_percent = null
where id = @id and desired_state <> 'deleted'
returning *;

-- name: ApplyStatus :one
-- As service: WAHA and Docker speak here, not a user. An older statement never overwrites a newer one, and a
-- statement that changes nothing writes nothing. WAHA does not say why it FAILED: what it was before does. A QR on show,
-- or another number, means that the number is linked anew. Whenever it is connected again, it is time to see what is missing.
-- A number that was connected and shows a QR, or failed out of the blue, has lost its link. The phase ends with whatever is said, unless it is the phase that is said.
update public.whatsapp_sessions set
    waha_status = sqlc.narg(waha_status), waha_status_at = @at, status = @status,
    phase = sqlc.narg(phase), phase_percent = null,
    error_code = coalesce(sqlc.narg(error_code), case when sqlc.narg(waha_status)::text = 'FAILED' then
        case waha_status when 'SCAN_QR_CODE' then 'qr_expired' when 'WORKING' then 'logged_out'
            when 'FAILED' then error_code else 'waha_failed' end end),
    phone_number = coalesce(sqlc.narg(phone_number), phone_number),
    push_name = coalesce(sqlc.narg(push_name), push_name),
    qr_code = case when sqlc.narg(waha_status)::text = 'SCAN_QR_CODE' then qr_code end,
    qr_number = case when sqlc.narg(waha_status)::text = 'SCAN_QR_CODE' then qr_number end,
    qr_shown_at = case when sqlc.narg(waha_status)::text = 'SCAN_QR_CODE' then qr_shown_at end,
    last_connected_at = case when @status::text = 'connected' and status <> 'connected' then now() else last_connected_at end,
    history_due = history_due or coalesce(sqlc.narg(waha_status)::text = 'SCAN_QR_CODE', false)
        or coalesce(phone_number <> sqlc.narg(phone_number), false),
    unlinked_at = case when @status::text = 'connected' then null
        when last_connected_at is not null and (sqlc.narg(waha_status)::text = 'SCAN_QR_CODE'
            or sqlc.narg(waha_status)::text = 'FAILED' and waha_status = 'WORKING') then coalesce(unlinked_at, @at)
        else unlinked_at end,
    gap_since = case when @status::text = 'connected' then coalesce(gap_since, now()) else gap_since end,
    next_check_at = case when @status::text = 'connected' and status <> 'connected' then now() else next_check_at end,
    next_lids_at = case when @status::text = 'connected' and status <> 'connected' then now() else next_lids_at end,
    updated_at = now()
where id = @id and waha_status_at <= @at and desired_state <> 'deleted'
  and (waha_status is distinct from sqlc.narg(waha_status) or status is distinct from @status::text
       or phase is distinct from sqlc.narg(phase)
       or error_code is distinct from sqlc.narg(error_code)
          and sqlc.narg(waha_status)::text is distinct from 'FAILED'
       or (sqlc.narg(phone_number)::text is not null and phone_number is distinct from sqlc.narg(phone_number))
       or (sqlc.narg(push_name)::text is not null and push_name is distinct from sqlc.narg(push_name)))
returning *;

-- name: SetPhase :one
-- As service: the reconciler tells what it does. What was said since it began counts more, and so does an owner who wants nothing
-- of it any more.
update public.whatsapp_sessions set phase = sqlc.narg(phase), phase_percent = sqlc.narg(phase_percent), updated_at = now()
where id = @id and waha_status_at <= @began and desired_state = 'running'
  and (phase is distinct from sqlc.narg(phase) or phase_percent is distinct from sqlc.narg(phase_percent))
returning *;

-- name: SessionsInPhase :many
-- As service: see EndPhases.
select id from public.whatsapp_sessions where phase is not null;

-- name: EndPhases :many
-- As service: a reconciler that begins ends what an earlier one left behind, whoever's it is.
update public.whatsapp_sessions set phase = null, phase_percent = null, updated_at = now()
where id = any (sqlc.arg(ids)::uuid[]) and phase is not null
returning *;

-- name: SetQRCode :one
-- As service: written when WAHA hands out a code, and only while one is on show.
update public.whatsapp_sessions set qr_code = @qr_code where id = @id and waha_status = 'SCAN_QR_CODE'
returning qr_number, qr_shown_at;

-- name: ShowQR :exec
-- As service: WAHA tells each new code by the same status again. Which one it is can be said of the first, told when the status
-- was new, and then of each that follows in time: the first lasts a minute, the others 20 seconds.
update public.whatsapp_sessions set
    qr_number = case
        when qr_shown_at is null and sqlc.arg(at)::timestamptz <= waha_status_at + interval '1 second' then 1
        when sqlc.arg(at)::timestamptz < qr_shown_at + case qr_number when 1 then interval '70 seconds' else interval '30 seconds' end
            then qr_number + 1 end,
    qr_shown_at = sqlc.arg(at)::timestamptz
where id = @id and waha_status = 'SCAN_QR_CODE' and (qr_shown_at is null or qr_shown_at < sqlc.arg(at)::timestamptz);

-- name: RestartDone :exec
-- As service: the reconciler did what was asked for, unless it was asked for again meanwhile.
update public.whatsapp_sessions set restart_requested_at = null
where id = @id and restart_requested_at = sqlc.arg(requested_at)::timestamptz;

-- name: RecordAttempt :exec
-- As service: the reconciler's own memory.
update public.whatsapp_sessions set attempts = @attempts, next_attempt_at = @next_attempt_at where id = @id;

-- name: MoveToPort :one
-- As service: see NextFreePort.
update public.whatsapp_sessions set container_port = @container_port, updated_at = now() where id = @id returning *;

-- name: DeleteSession :exec
-- As service: the last step of a deletion that its owner asked for; messages, contacts and secrets go with it.
delete from public.whatsapp_sessions where id = $1 and desired_state = 'deleted';

-- name: PaceSend :one
-- As service: takes this number's next moment to send, if it is near, and puts the following one behind it.
update public.whatsapp_sessions
set next_send_at = greatest(next_send_at, clock_timestamp()) + make_interval(secs => sqlc.arg(gap_seconds)::double precision)
where id = @id and next_send_at <= clock_timestamp() + make_interval(secs => sqlc.arg(near_seconds)::double precision)
returning (next_send_at - make_interval(secs => sqlc.arg(gap_seconds)::double precision))::timestamptz as send_at;

-- name: InstallationID :one
-- As service: it belongs to no tenant.
select id from conectafy.installation;

-- name: DeleteSomeMessages :execrows
-- As service: part of DeleteSession, in steps, so that millions of rows do not hold their owner's other numbers up.
delete from public.messages d where d.id in
    (select m.id from public.messages m where m.session_id = $1 limit sqlc.arg(max_rows));

-- name: WakeReconciler :exec
-- Tells the reconciler, in whichever process it runs, that a session changed; delivered when the transaction commits.
select pg_notify('conectafy_sessions', sqlc.arg(session_id)::text);

-- name: ApplyLimits :one
-- As service: WAHA speaks here. What it does not mention stays as it was; a restriction that ended is told as such.
update public.whatsapp_sessions set
    restricted_until = case when sqlc.arg(tells_restriction)::boolean then sqlc.narg(restricted_until) else restricted_until end,
    quota_total = coalesce(sqlc.narg(quota_total), quota_total), quota_used = coalesce(sqlc.narg(quota_used), quota_used),
    updated_at = now()
where id = @id and desired_state <> 'deleted'
  and (sqlc.arg(tells_restriction)::boolean and restricted_until is distinct from sqlc.narg(restricted_until)
       or coalesce(sqlc.narg(quota_total), quota_total) is distinct from quota_total
       or coalesce(sqlc.narg(quota_used), quota_used) is distinct from quota_used)
returning *;

-- name: CountUnprocessed :one
-- As service: the session was seen as the user before.
select count(*) from conectafy.unprocessed_webhooks where session_id = $1;
