-- The message's row and nothing else: what the disk and the indexes cost by themselves.
insert into public.messages (id, session_id, user_id, chat_id, message_id, waha_id, from_me, from_number,
    sender_name, body, type, ack, status, timestamp)
values ($1, $2, $10, $3, $4, $5, false, $6, $7, $8, 'text', 2, 'received', $9)
