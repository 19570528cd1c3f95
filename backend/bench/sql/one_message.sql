-- What a webhook must leave behind, for one message, as somebody would write it who has not heard of group commits.
with owner as (
    select user_id, phone_number from public.whatsapp_sessions where id = $2
), stored as (
    insert into public.messages (id, session_id, user_id, chat_id, message_id, waha_id, from_me, from_number, to_number,
        sender_name, body, type, ack, status, timestamp)
    select $1, $2, user_id, $3, $4, $5, false, $6, phone_number, $7, $8, 'text', 2, 'received', $9 from owner
    on conflict (session_id, message_id) do nothing
    returning user_id
), chat as (
    insert into public.contacts as c (id, session_id, user_id, chat_id, phone_number, name, unread_count,
        last_message_at, last_message_id, last_message_body, last_message_type, last_message_from_me)
    select gen_random_uuid(), $2, user_id, $3, $6, $7, 1, $9, $1, $8, 'text', false from stored
    on conflict (session_id, chat_id) do update set
        unread_count = c.unread_count + 1, name = excluded.name,
        last_message_at = excluded.last_message_at, last_message_id = excluded.last_message_id,
        last_message_body = excluded.last_message_body, last_message_type = excluded.last_message_type,
        last_message_from_me = excluded.last_message_from_me
), head as (
    update public.feed_heads set seq = seq + 1 where user_id = (select user_id from stored) returning user_id, seq
)
insert into public.changes (user_id, seq, session_id, kind, row_id) select user_id, seq, $2, 'message', $1 from head
