"use strict";

// The page asks for the state once a second and draws it. Texts of messages are only ever set as text.
const $ = (id) => document.getElementById(id);
const REFRESH_MS = 1000;
const TICKS = { "-1": "failed", 0: "…", 1: "✓", 2: "✓✓", 3: "✓✓", 4: "✓✓" };

let open = null; // the chat on show: {id, name}
let drawnQR = "";
let drawnMessages = "";
let shown = []; // the messages on show

async function call(method, path, body) {
  const form = body instanceof FormData;
  const response = await fetch(path, {
    method,
    headers: body && !form ? { "Content-Type": "application/json" } : {},
    body: body && !form ? JSON.stringify(body) : body,
    signal: AbortSignal.timeout(form ? 120000 : 20000),
  });
  const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
  if (!response.ok) throw new Error(answer?.error ?? `The simulator answered ${response.status}`);
  return answer;
}

function complain(error) {
  $("notice").textContent = error ? error.message : "";
  $("notice").hidden = !error;
}

async function act(work) {
  try {
    await work();
    complain(null);
  } catch (error) {
    complain(error);
  }
  await refresh();
}

const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const isGroup = (id) => id.endsWith("@g.us");

async function refresh() {
  try {
    const state = await call("GET", "state");
    draw(state);
    if (open) drawMessages(await call("GET", `chat?chatId=${encodeURIComponent(open.id)}`));
  } catch {
    $("status").textContent = "NOT ANSWERING";
    $("status").className = "status FAILED";
  }
}

function draw(state) {
  const current = state.sessions.find((s) => s.view.session === "default") ?? state.sessions[0];
  const view = current?.view ?? { status: "STOPPED", me: null };
  const linked = view.me !== null && view.status !== "SCAN_QR_CODE";
  $("status").textContent = current ? view.status : "NO SESSION";
  $("status").className = `status ${view.status}`;
  $("account").textContent = view.me ? `${view.me.pushName} · ${view.me.id.split("@")[0]}` : "Not linked";
  $("pairing").hidden = view.status !== "SCAN_QR_CODE";
  $("phone").hidden = !linked;
  $("waiting").hidden = linked || view.status === "SCAN_QR_CODE";
  $("unlink").hidden = !linked;
  $("facts").textContent = facts(state, view);
  drawWaiting(current, view);
  drawPairing(view);
  drawChats(current?.chats ?? []);
  if (open) $("chat-id").textContent = view.typing?.[open.id] ? `${open.id} · the account is ${view.typing[open.id]}…` : open.id;
}

function facts(state, view) {
  const parts = [state.engine, `${state.webhooks.posted} webhooks delivered`, `${state.webhooks.pending} pending`];
  if (view.queued) parts.push(`${view.queued} messages held by the network`);
  const turned = Object.entries(state.knobs).filter(([, value]) => value).map(([name]) => name);
  if (turned.length) parts.push(`faults: ${turned.join(", ")}`);
  return parts.join(" · ");
}

function drawWaiting(current, view) {
  const texts = {
    STARTING: ["Starting…", "The session is connecting. A QR code follows."],
    FAILED: ["The session failed", "Nobody scanned the code in time, or the phone was unlinked. Restart the session through the API."],
    STOPPED: ["The session is stopped", "Start it through the API."],
  };
  if (!current) return;
  [$("waiting-title").textContent, $("waiting-text").textContent] = texts[view.status] ?? [view.status, ""];
}

function drawPairing(view) {
  $("code").textContent = view.code ?? "";
  $("code").hidden = !view.code;
  // A code's picture is fetched anew only when the code has changed.
  const mark = view.qr ? String(view.qrNumber) : "";
  if (mark && mark !== drawnQR) $("qr").src = `qr.png?number=${mark}`;
  drawnQR = mark;
}

function drawChats(chats) {
  $("no-chats").hidden = chats.length > 0;
  const shown = chats.find((chat) => chat.id === open?.id);
  if (shown) $("chat-name").textContent = shown.name;
  const focused = document.activeElement?.dataset?.chat;
  $("chats").replaceChildren(...chats.map((chat) => {
    const button = element("button", "", "");
    button.dataset.chat = chat.id;
    button.setAttribute("aria-current", String(open?.id === chat.id));
    const time = element("time", "", clock(chat.timestamp));
    const preview = element("span", "preview", chat.fromMe ? `${TICKS[chat.ack]} ${chat.text}` : chat.text);
    button.append(element("span", "name", chat.name), time, preview);
    button.addEventListener("click", () => show(chat.id, chat.name));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }));
  if (focused) [...$("chats").querySelectorAll("button")].find((b) => b.dataset.chat === focused)?.focus();
}

function drawMessages(messages) {
  const now = JSON.stringify([open.id, messages]);
  if (now === drawnMessages) return;
  drawnMessages = now;
  shown = messages;
  $("messages").replaceChildren(...messages.map(drawMessage));
  $("messages").scrollTop = $("messages").scrollHeight;
}

function show(id, name) {
  open = { id, name: name || id.split("@")[0] };
  $("phone").classList.add("open");
  $("chat-head").hidden = $("composer").hidden = false;
  $("choose").hidden = true;
  $("chat-name").textContent = open.name;
  $("chat-id").textContent = id;
  $("composer").author.hidden = !isGroup(id);
  reply(null);
  refresh();
  $("composer").text.focus();
}

$("scan").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  act(() => call("POST", "scan", { phoneNumber: form.phoneNumber.value.replace(/\D/g, ""), pushName: form.pushName.value }));
});

$("new-chat").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = event.target.from.value.trim();
  const id = given.includes("@") ? given : `${given.replace(/\D/g, "")}@c.us`;
  if (id === "@c.us") return complain(new Error("A number has digits."));
  event.target.reset();
  show(id, "");
});

$("back").addEventListener("click", () => {
  open = null;
  $("phone").classList.remove("open");
  $("chat-head").hidden = $("composer").hidden = true;
  $("choose").hidden = false;
  $("messages").replaceChildren();
  refresh();
});

$("mark-read").addEventListener("click", () => act(() => call("POST", "read", { chatId: open.id })));
$("unlink").addEventListener("click", () => act(() => call("POST", "unlink")));
$("crash").addEventListener("click", () => act(() => call("POST", "crash").catch(() => {})));

// An address such as /_sim/#5491122334455@c.us opens that chat.
document.addEventListener("DOMContentLoaded", () => {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted.includes("@")) show(wanted, "");
  else refresh();
  setInterval(refresh, REFRESH_MS);
});
