-- A million messages of one person in 200 chats, and their words in the index. They are made of 20,000 texts with words of every
-- frequency. Placeholders: the person, and the person's session.
set session_replication_role = replica; -- loading needs no foreign keys checked
set work_mem = '256MB';
set maintenance_work_mem = '512MB';

create temporary table texts as
select g as n, concat_ws(' ',
    case when g %% 2 = 0 then 'hola' end, case when g %% 5 = 0 then 'quisiera saber el precio' end,
    case when g %% 50 = 0 then 'necesito la factura' end, case when g %% 500 = 0 then 'devolución' end,
    case when g = 777 then 'ornitorrinco' end, case when g %% 1000 = 1 then 'entrega mañana' end,
    'pedido ' || (g * 7919) %% 20011, substr(md5(g::text), 1, 6), substr(md5((g %% 3000)::text), 1, 5)) as body
from generate_series(1, 20000) g;

create temporary table words as
select n, body, array_to_tsvector(conectafy.search_stems(lower(body))) as document, conectafy.plain(body) as plain from texts;

create temporary table spread as
select gen_random_uuid() as id, g, 1 + (g::bigint * 7919) %% 20000 as n, '5511977' || lpad((g %% 200)::text, 6, '0') || '@c.us' as chat_id,
    now() - (1000000 - g) * interval '20 seconds' as at
from generate_series(1, 1000000) g;

insert into public.messages (id, session_id, user_id, chat_id, message_id, from_me, body, type, ack, status, timestamp)
select s.id, '%[2]s', '%[1]s', s.chat_id, 'M' || s.g, false, w.body, 'text', 2, 'received', s.at
from spread s join words w on w.n = s.n order by s.g;

-- One GIN index made at once is made in seconds; row by row it takes minutes.
create temporary table index_of as select indexdef from pg_indexes where indexname = 'message_search_words';
drop index public.message_search_words;
insert into public.message_search (message_row, user_id, session_id, chat_id, timestamp, document, text)
select s.id, '%[1]s', '%[2]s', s.chat_id, s.at, w.document, w.plain from spread s join words w on w.n = s.n order by s.g;
do $$ begin execute (select indexdef from index_of); end $$;
truncate conectafy.search_queue;

set session_replication_role = origin;
reset work_mem;
