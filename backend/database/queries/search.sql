-- name: SearchTerms :many
-- What words are looked up by: without accents, and by their stems.
select conectafy.plain(w.word)::text as plain, conectafy.search_stems(w.word)::text[] as stems
from unnest(sqlc.arg(words)::text[]) with ordinality as w(word, place)
where conectafy.plain(w.word) <> '' order by w.place;

-- name: WordsWithStems :many
-- Which of some words are found by any of these stems.
select w.word::text from unnest(sqlc.arg(words)::text[]) as w(word) where conectafy.search_stems(w.word) && sqlc.arg(stems)::text[];

-- name: TakeSearchTurn :one
-- As service. One process at a time indexes, or an older text might be written over a newer one.
select pg_try_advisory_xact_lock(sqlc.arg(lock));

-- name: TakeFromSearchQueue :many
-- As service: the indexer works for all tenants, on a bounded number of rows. They are gone for good when it commits.
delete from conectafy.search_queue q
where q.ctid = any (array(select o.ctid from conectafy.search_queue o limit sqlc.arg(max_rows)))
returning q.message_row;

-- name: TextsOfMessages :many
-- As service: see TakeFromSearchQueue. What can be found of messages; of those that were deleted for everyone nothing.
select m.id,
    case when m.revoked_at is null then concat_ws(E'\n', m.body,
        case when m.parts & 1 = 1 then (select f.filename from public.media f where f.message_row = m.id) end,
        case when m.parts & 2 = 2 then
            (select concat_ws(E'\n', l.name, l.address) from public.message_locations l where l.message_row = m.id) end,
        case when m.parts & 4 = 4 then
            (select string_agg(concat_ws(E'\n', v.full_name, v.organization, array_to_string(v.phone_numbers, E'\n')), E'\n' order by v.position)
             from public.message_vcards v where v.message_row = m.id) end,
        case when m.parts & 8 = 8 then
            (select concat_ws(E'\n', p.question, array_to_string(p.options, E'\n')) from public.polls p where p.message_row = m.id) end,
        case when m.parts & 16 = 16 then
            (select string_agg(concat_ws(E'\n', r.title, r.description), E'\n') from public.message_previews r where r.message_row = m.id) end,
        case when m.parts & 32 = 32 then
            (select concat_ws(E'\n', e.name, e.description, e.location) from public.calendar_events e where e.message_row = m.id) end
    ) else '' end::text as text
from public.messages m where m.id = any (sqlc.arg(ids)::uuid[]);

-- name: IndexMessages :exec
-- As service: see TakeFromSearchQueue.
with input as (
    select unnest(sqlc.arg(ids)::uuid[]) as id, unnest(sqlc.arg(words)::text[]) as words
)
insert into public.message_search as s (message_row, user_id, session_id, chat_id, timestamp, document, text)
select m.id, m.user_id, m.session_id, m.chat_id, m.timestamp, array_to_tsvector(conectafy.search_stems(i.words)),
    conectafy.plain(i.words)
from input i join public.messages m on m.id = i.id
on conflict (message_row) do update set chat_id = excluded.chat_id, timestamp = excluded.timestamp,
    document = excluded.document, text = excluded.text;

-- name: ForgetIndexed :exec
-- As service: see TakeFromSearchQueue. Messages that have no words any more.
delete from public.message_search where message_row = any (sqlc.arg(ids)::uuid[]);
