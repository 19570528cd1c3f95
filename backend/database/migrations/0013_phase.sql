-- +goose Up

-- What the reconciler does for a session until its WAHA speaks, and how much of the image is there. Null at all other times.
alter table public.whatsapp_sessions
    add column phase         text check (phase in ('pulling_image', 'creating_container', 'starting_waha')),
    add column phase_percent smallint check (phase_percent between 0 and 100);
