import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** Puts text messages into a chat that exists, a minute apart, the newest an hour ago: `mensaje 1` is the oldest. */
export async function fillChat(sessionId: string, chatId: string, count: number) {
  const password = await readFile(join(process.env.DATA_DIR!, "postgres", "password"), "utf8");
  const client = new pg.Client({ host: "127.0.0.1", port: 5533, user: "postgres", password, database: "postgres" });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `insert into public.messages (id, session_id, user_id, chat_id, message_id, waha_id, from_me, from_number, sender_name,
         body, type, ack, status, timestamp)
       select gen_random_uuid(), c.session_id, c.user_id, c.chat_id, 'FILL' || n, 'false_' || c.chat_id || '_FILL' || n, n % 3 = 0,
         c.phone_number, c.name, 'mensaje ' || n || repeat(' y algo más', 1 + (n % 7)::int), 'text', 3,
         case when n % 3 = 0 then 'read' else 'received' end, now() - interval '1 hour' - ($3 - n) * interval '1 minute'
       from public.contacts c, generate_series(1, $3::bigint) n
       where c.session_id = $1 and c.chat_id = $2`,
      [sessionId, chatId, count],
    );
    if (rowCount !== count) throw new Error(`${rowCount} messages were stored instead of ${count}`);
    await client.query("analyze public.messages");
  } finally {
    await client.end();
  }
}
