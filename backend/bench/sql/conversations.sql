-- Conversations of other people, a hundred of them with fifty each, and the reader's twenty. All go on at the same time,
-- so that the messages of one chat lie far apart in the table. Placeholders: the reader, the reader's session, and how
-- many messages each of the others' chats has.
set session_replication_role = replica; -- loading needs no foreign keys checked
set work_mem = '256MB';

create temporary table people as
select gen_random_uuid() as user_id, gen_random_uuid() as session_id, n from generate_series(1, 100) n;

insert into auth.users (instance_id, id, aud, role, email, raw_app_meta_data, raw_user_meta_data)
select '00000000-0000-0000-0000-000000000000', user_id, 'authenticated', 'authenticated', user_id || '@example.com', '{}', '{}'
from people;

insert into public.whatsapp_sessions (id, user_id, session_name, container_name, container_port, phone_number, color, initials)
select session_id, user_id, 'Ventas', 'waha-session-' || session_id, 40000 + n, '5511988880001', 1, 'VE' from people;

create temporary table chats as
select user_id, session_id, '5511988' || lpad(c::text, 6, '0') as phone, %[3]d as messages from people, generate_series(1, 50) c
union all
select '%[1]s', '%[2]s', '5511977' || lpad(c::text, 6, '0'), 250 from generate_series(1, 20) c;

insert into public.contacts (id, session_id, user_id, chat_id, phone_number, name, unread_count, last_message_at)
select gen_random_uuid(), session_id, user_id, phone || '@c.us', phone, 'Ana Souza', 0, now() from chats;

insert into public.messages (id, session_id, user_id, chat_id, message_id, waha_id, from_me, from_number, to_number,
    sender_name, body, type, ack, status, timestamp)
select gen_random_uuid(), session_id, user_id, phone || '@c.us', m.id, 'false_' || phone || '@c.us_' || m.id,
    false, phone, '5511988880001', 'Ana Souza', 'Oi, tudo bem? Queria saber o preço 😀', 'text', 2, 'received', m.at
from (
    select c.*, upper(replace(gen_random_uuid()::text, '-', '')) as id, now() - random() * interval '30 days' as at
    from chats c, generate_series(1, c.messages)
) m order by m.at;

set session_replication_role = origin;
reset work_mem;
