// Holds a conversation of every kind through the API, both ways, against the simulated phone, and says what it saw.
//
// Usage: node scripts/conversation.mjs [API]     (default http://localhost:3001, as `make run` serves it)
//
// It signs up a person, links a number, and ends with the count of what was right. WAHA_ENGINE decides which engine's dialect
// the simulator speaks; what an engine cannot do is expected to be refused.

const api = (process.argv[2] ?? "http://localhost:3001").replace(/\/$/, "");
const carla = "5491122334455@c.us";
const deadline = 30_000; // of waiting for one thing, in milliseconds
let right = 0;

function check(what, ok, seen) {
  if (!ok) throw new Error(`${what}: saw ${JSON.stringify(seen)}`);
  right += 1;
  console.log(`✓ ${what}`);
}

async function call(method, url, { token, body, form } = {}) {
  const headers = { "Accept-Language": "en" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(url, {
    method,
    headers,
    body: form ?? (body === undefined ? undefined : JSON.stringify(body)),
    signal: AbortSignal.timeout(deadline),
  });
  const text = await answer.text();
  return { status: answer.status, data: text ? JSON.parse(text) : null };
}

// waitFor asks until there is something to see.
async function waitFor(what, look) {
  const end = Date.now() + deadline;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`${what} did not happen`);
    await new Promise((again) => setTimeout(again, 50));
  }
}

// ---- The person, the number and its phone

const address = `carla-${Date.now()}@example.com`;
const login = await call("POST", `${api}/auth/v1/signup`, { body: { email: address, password: "correct horse battery" } });
const token = login.data.access_token;
const ask = async (method, path, options = {}) => {
  const { status, data } = await call(method, api + path, { token, ...options });
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${data.code}: ${data.message}`);
  return data.data;
};
const refused = async (method, path, body) => {
  const { status, data } = await call(method, api + path, { token, body });
  return status === 422 ? data.code : `${status}`;
};

const session = await ask("POST", "/api/sessions", { body: { sessionName: "Every kind" } });
const phone = `http://127.0.0.1:${session.containerPort}/_sim`;
const play = async (path, body, method = "POST") => {
  const { status, data } = await call(method, phone + path, { body });
  if (status >= 400) throw new Error(`phone ${path}: ${status} ${JSON.stringify(data)}`);
  return data;
};
await ask("GET", `/api/sessions/${session.id}/qr?wait=30`);
await play("/scan", { phoneNumber: "5491100000001", pushName: "My shop" });
await waitFor("the link", async () => (await ask("GET", `/api/sessions/${session.id}/status`)).status === "connected");
const engine = (await play("/state", undefined, "GET")).engine ?? process.env.WAHA_ENGINE ?? "GOWS";
console.log(`linked; the engine is ${engine}`);

const chats = `/api/messages/${session.id}`;
const chat = `${chats}/chat/5491122334455`;
async function page() {
  const { status, data } = await call("GET", `${api}${chat}?limit=200`, { token });
  return status === 404 ? [] : data.data; // nobody wrote yet
}
const find = (what, fits) => waitFor(what, async () => (await page()).find(fits));

// ---- In

const incoming = {
  text: { body: { text: "¿Está abierto? @5491100000001", mentions: ["5491100000001@c.us"] }, fits: (m) => m.mentions?.length === 1 },
  image: { body: { type: "image", caption: "look" }, fits: (m) => m.body === "look" && m.media?.width > 0 && m.media.thumbnailUrl },
  video: { body: { type: "video", caption: "watch" }, fits: (m) => m.media?.status === "stored" },
  voice: { body: { type: "voice" }, fits: (m) => m.media?.status === "stored" && m.media.durationMs > 0 },
  audio: { body: { type: "audio" }, fits: (m) => m.media?.status === "stored" },
  document: { body: { type: "document", media: { filename: "price list.pdf" } }, fits: (m) => m.media?.filename === "price list.pdf" && m.media.url },
  sticker: { body: { type: "sticker" }, fits: (m) => m.media?.mimeType === "image/webp" },
  location: { body: { type: "location", location: { latitude: -34.6, longitude: -58.38, name: "Obelisco" } }, fits: (m) => m.location?.latitude === -34.6 },
  contact: { body: { type: "contact", contacts: [{ fullName: "Beto", phoneNumber: "5491166778899" }] }, fits: (m) => m.contacts?.[0].phoneNumbers[0] === "5491166778899" },
  poll: { body: { type: "poll", poll: { name: "When?", options: ["Today", "Tomorrow"] } }, fits: (m) => m.poll?.options.length === 2 },
};
if (engine === "GOWS") {
  incoming.event = { body: { type: "event", event: { name: "Fair", startTime: 1_800_000_000 } }, fits: (m) => m.event?.name === "Fair" };
}
const arrived = {};
for (const [kind, { body, fits }] of Object.entries(incoming)) {
  const { rawId } = await play("/message", { from: carla, name: "Carla", ...body });
  arrived[kind] = await find(`a ${kind} in`, (m) => m.messageId === rawId && m.type === kind && fits(m));
  check(`${kind} in`, true);
}
const file = await fetch(arrived.document.mediaUrl);
check("its file opens by its link", file.ok && (await file.arrayBuffer()).byteLength === arrived.document.media.size, file.status);

const about = (message) => ({ messageId: message.messageId, chatId: carla, from: carla });
await play("/reaction", { ...about(arrived.text), reaction: "👍" });
await find("a reaction in", (m) => m.id === arrived.text.id && m.reactions?.[0].emoji === "👍");
check("reaction in", true);
await play("/edit", { ...about(arrived.text), text: "¿Está abierto hoy?" });
await find("an edit in", (m) => m.id === arrived.text.id && m.editedAt && m.body === "¿Está abierto hoy?");
check("edit in", true);
await play("/revoke", about(arrived.image));
await find("a deletion in", (m) => m.id === arrived.image.id && m.deletedAt && m.body === "" && !m.media);
check("deletion in", true);
const ringing = await play("/call", { from: carla });
await find("a call in", (m) => m.call?.id === ringing.id && m.call.state === "ringing");
check("call in", true);
const hungUp = await ask("POST", `/api/sessions/${session.id}/calls/${encodeURIComponent(ringing.id)}/reject`);
check("call rejected", hungUp.call.state === "rejected", hungUp);
const group = await play("/group", { action: "create", subject: "Fair", participants: [{ pn: "5491122334455@c.us" }] });
await waitFor("a group in", async () => (await ask("GET", `${chats}/contacts`)).find((c) => c.chatId === group.id && c.name === "Fair"));
check("group in", true);

// ---- Out

const sent = (rawId) => waitFor("the delivery", async () => (await play("/sent", undefined, "GET")).find((m) => m.rawId === rawId));
const settled = (id) => find("the send", (m) => m.id === id && !["queued", "sending", "unknown"].includes(m.status));
async function send(what, body, got) {
  const queued = await ask("POST", chat, { body });
  const message = await settled(queued.id);
  if (message.status === "failed") return message.errorCode;
  const delivered = await sent(message.messageId);
  check(`${what} out`, got(delivered), delivered);
  return message;
}
async function upload(name, type, bytes) {
  const form = new FormData();
  form.append("file", new Blob([bytes], { type }), name);
  return (await ask("POST", `${chats}/media`, { form })).id;
}
const bytesOf = async (message) => new Uint8Array(await (await fetch(message.mediaUrl)).arrayBuffer());
const fresh = async (kind) => (await page()).find((m) => m.id === arrived[kind].id);

const text = await send("text", { type: "text", text: "Yes, until *eight*", replyTo: arrived.text.id }, (m) => m.text === "Yes, until *eight*" && m.replyTo);
const picture = Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), (c) => c.charCodeAt(0));
await send("image", { type: "image", mediaId: await upload("dot.png", "image/png", picture), caption: "a dot" }, (m) => m.caption === "a dot" && m.media.size === picture.length);
await send("voice", { type: "voice", mediaId: (await fresh("voice")).media.id }, (m) => m.media.mimetype.startsWith("audio/ogg"));
await send("document", { type: "document", mediaId: await upload("list.txt", "text/plain", new TextEncoder().encode("1 apple")), filename: "list.txt" }, (m) => m.media.filename === "list.txt");
await send("sticker", { type: "sticker", mediaId: await upload("s.webp", "image/webp", await bytesOf(await fresh("sticker"))) }, (m) => m.media.mimetype === "image/webp");
await send("location", { type: "location", location: { latitude: -34.6, longitude: -58.38, title: "Here" } }, (m) => m.location.latitude === -34.6);
await send("contact", { type: "contact", contacts: [{ fullName: "Beto", phoneNumber: "5491166778899" }] }, (m) => m.contacts[0].name === "Beto");
await send("poll", { type: "poll", poll: { question: "When?", options: ["Today", "Tomorrow"] } }, (m) => m.poll.options.length === 2);
const video = await send("video", { type: "video", mediaId: (await fresh("video")).media.id }, (m) => m.media.mimetype.startsWith("video/"));
if (engine === "WEBJS") check("video out refused without Chrome", typeof video === "string", video);

const of = (message) => `${chats}/message/${message.id}`;
await ask("PUT", `${of(arrived.location)}/reaction`, { body: { emoji: "🙏" } });
await waitFor("the reaction on the phone", async () =>
  (await play(`/chat?chatId=${encodeURIComponent(carla)}&limit=200`, undefined, "GET")).some?.((m) => Object.values(m.reactions ?? {}).includes("🙏")) ??
  true);
check("reaction out", (await page()).find((m) => m.id === arrived.location.id).reactions?.[0].emoji === "🙏");
check("edit out", (await ask("PATCH", of(text), { body: { text: "Yes, until nine" } })).body === "Yes, until nine");
await waitFor("the edit on the phone", async () => (await play("/sent", undefined, "GET")).find((m) => m.rawId === text.messageId && m.text === "Yes, until nine"));
const passed = await settled((await ask("POST", `${of(arrived.location)}/forward`, { body: { chatId: carla } })).id);
check("forward out", passed.forwarded && passed.status !== "failed", passed);
check("star out", (await ask("PUT", `${of(text)}/star`, { body: { starred: true } })).id === text.id);
const pin = ["PUT", `${of(text)}/pin`];
if (engine === "GOWS") check("pin refused on GOWS", (await refused(...pin, { days: 7 })) === "not_supported_by_engine");
else check("pin out", (await ask(...pin, { body: { days: 7 } })).id === text.id);
await ask("POST", `${chat}/presence`, { body: { state: "typing" } });
check("typing out", true);
await ask("DELETE", of(text));
check("deletion out", Boolean((await page()).find((m) => m.id === text.id).deletedAt));
await ask("POST", `${chat}/read`);
check("read", (await ask("GET", `${chats}/contacts`)).find((c) => c.chatId === carla).unreadCount === 0);
await find("receipts", (m) => m.fromMe && m.status === "read");
check("receipts in", true);

await ask("DELETE", `/api/sessions/${session.id}`);
console.log(`${right} things were right on ${engine}`);
