-- What messages hold beside their text. All as service: see ReceiveMessages, in whose transaction they run. A row is made
-- once: what an own message out was stored with stands, whatever its echo says.

-- name: ReceiveMedia :exec
-- The file itself is fetched by a worker.
with input as (
    select unnest(sqlc.arg(ids)::uuid[]) as id,
           unnest(sqlc.arg(session_ids)::uuid[]) as session_id,
           unnest(sqlc.arg(message_ids)::text[]) as message_id,
           unnest(sqlc.arg(statuses)::text[]) as status,
           unnest(sqlc.arg(mime_types)::text[]) as mime_type,
           unnest(sqlc.arg(filenames)::text[]) as filename,
           unnest(sqlc.arg(source_urls)::text[]) as source_url,
           unnest(sqlc.arg(error_codes)::text[]) as error_code,
           unnest(sqlc.arg(widths)::integer[]) as width,
           unnest(sqlc.arg(heights)::integer[]) as height,
           unnest(sqlc.arg(durations_ms)::integer[]) as duration_ms,
           unnest(sqlc.arg(waveforms)::bytea[]) as waveform
)
insert into public.media (id, session_id, user_id, message_row, status, mime_type, filename, source_url, error_code, width,
    height, duration_ms, waveform)
select i.id, m.session_id, m.user_id, m.id, i.status, nullif(i.mime_type, ''), nullif(i.filename, ''), nullif(i.source_url, ''),
    nullif(i.error_code, ''), nullif(i.width, 0), nullif(i.height, 0), nullif(i.duration_ms, 0), nullif(i.waveform, '')
from input i join public.messages m on m.session_id = i.session_id and m.message_id = i.message_id
on conflict (message_row) do nothing;

-- name: ReceiveLocation :exec
insert into public.message_locations (message_row, user_id, latitude, longitude, name, address, url, is_live)
select m.id, m.user_id, @latitude, @longitude, sqlc.narg(name), sqlc.narg(address), sqlc.narg(url), @is_live
from public.messages m where m.session_id = @session_id and m.message_id = @message_id
on conflict do nothing;

-- name: ReceiveVCard :exec
insert into public.message_vcards (message_row, position, user_id, full_name, organization, phone_numbers, vcard)
select m.id, @position, m.user_id, sqlc.narg(full_name), sqlc.narg(organization), sqlc.arg(phone_numbers)::text[], sqlc.narg(vcard)
from public.messages m where m.session_id = @session_id and m.message_id = @message_id
on conflict do nothing;

-- name: ReceivePoll :exec
insert into public.polls (message_row, user_id, question, options, multiple_answers)
select m.id, m.user_id, @question, sqlc.arg(options)::text[], @multiple_answers
from public.messages m where m.session_id = @session_id and m.message_id = @message_id
on conflict do nothing;

-- name: ReceivePreview :exec
insert into public.message_previews (message_row, kind, user_id, url, title, description)
select m.id, @kind, m.user_id, sqlc.narg(url), sqlc.narg(title), sqlc.narg(description)
from public.messages m where m.session_id = @session_id and m.message_id = @message_id
on conflict do nothing;

-- name: ReceiveCalendarEvent :exec
insert into public.calendar_events (message_row, user_id, name, description, location, starts_at, ends_at, is_canceled)
select m.id, m.user_id, @name, sqlc.narg(description), sqlc.narg(location), sqlc.narg(starts_at), sqlc.narg(ends_at), @is_canceled
from public.messages m where m.session_id = @session_id and m.message_id = @message_id
on conflict do nothing;

-- name: ReceiveCall :exec
-- How the call went may have come before it.
insert into public.calls (message_row, user_id, call_id, is_video, is_group, state)
select m.id, m.user_id, @call_id, @is_video, @is_group, coalesce((
    select e.call_state from conectafy.early_changes e where e.session_id = m.session_id and e.message_id = m.message_id
), @state) as state
from public.messages m where m.session_id = @session_id and m.message_id = @message_id
on conflict do nothing;

-- name: ReceiveNotice :exec
insert into public.notices (message_row, user_id, kind, members, text)
select m.id, m.user_id, @kind, sqlc.arg(members)::text[], sqlc.narg(text)
from public.messages m where m.session_id = @session_id and m.message_id = @message_id
on conflict do nothing;
