-- +goose Up

-- Which of WhatsApp's codes is on show, and since when; null where nobody knows.
alter table public.whatsapp_sessions
    add column qr_number   smallint,
    add column qr_shown_at timestamptz;
