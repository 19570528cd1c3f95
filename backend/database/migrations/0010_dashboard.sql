-- +goose Up

-- What is counted over all of an owner's numbers: messages by time, sends that failed, chats that nobody read. Each index holds
-- all that its count asks for, so that no row is looked up.
create index messages_traffic on public.messages (user_id, timestamp) include (session_id, from_me) where type not in ('notice', 'call');
create index messages_failed on public.messages (user_id, timestamp desc, id desc) where status = 'failed';
create index contacts_unread on public.contacts (user_id, last_message_at)
    where archived_at is null and (unread_count > 0 or is_marked_unread);
