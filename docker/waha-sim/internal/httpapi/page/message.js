"use strict";

// How a message is drawn, and what can be done to it. Texts of others are only ever set as text.
const EMOJIS = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

function element(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function drawMessage(message) {
  const item = element("li", message.fromMe ? "sent" : "written", "");
  if (isGroup(open.id) && !message.fromMe) item.append(element("span", "author", message.author));
  if (message.forwarded) item.append(element("small", "", "Forwarded"));
  if (message.replyTo) item.append(element("blockquote", "", quoteOf(message.replyTo)));
  if (message.revoked) item.append(element("em", "gone", "This message was deleted"));
  else item.append(...drawContent(message));
  item.append(drawMeta(message), drawReactions(message), drawActions(message));
  return item;
}

function quoteOf(rawId) {
  const quoted = shown.find((message) => message.rawId === rawId);
  return quoted ? quoted.text || `(${quoted.type})` : "…";
}

function drawContent(message) {
  const parts = [];
  if (message.media) parts.push(drawMedia(message));
  if (message.location) {
    const { latitude, longitude, name, address } = message.location;
    parts.push(element("span", "text", `📍 ${[name, address].filter(Boolean).join(", ")} ${latitude}, ${longitude}`));
  }
  for (const card of message.contacts ?? []) parts.push(element("span", "text", `👤 ${card.name}`));
  if (message.poll) parts.push(drawPoll(message));
  if (message.event) parts.push(element("span", "text", `📅 ${message.event.name}, ${new Date(message.event.startTime * 1000).toLocaleString()}`));
  if (message.viewOnce) parts.push(element("small", "", "May be seen once"));
  if (message.type === "unknown") parts.push(element("em", "gone", "Something that is not known"));
  if (message.text) parts.push(element("span", "text", message.text));
  if (message.link) parts.push(element("small", "", `${message.link.title ?? ""} · ${message.link.url}`));
  return parts;
}

function drawMedia(message) {
  const source = `sent/${encodeURIComponent(message.rawId)}/media`;
  const tag = { image: "img", sticker: "img", video: "video", voice: "audio", audio: "audio" }[message.type];
  if (!tag) {
    const link = element("a", "file", `📄 ${message.media.filename ?? "file"} · ${size(message.media.size)}`);
    link.href = source;
    link.download = message.media.filename ?? "file";
    return link;
  }
  const media = element(tag, message.type, "");
  media.src = source;
  if (tag === "img") media.alt = message.text || message.type;
  else media.controls = true;
  media.preload = "metadata";
  return media;
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function drawPoll(message) {
  const poll = element("div", "poll", "");
  poll.append(element("strong", "", message.poll.name));
  const votes = Object.values(message.votes ?? {}).flat();
  for (const option of message.poll.options) {
    const count = votes.filter((vote) => vote === option).length;
    const button = element("button", "", count ? `${option} · ${count}` : option);
    button.addEventListener("click", () => doTo("vote", message, { options: [option] }));
    poll.append(button);
  }
  return poll;
}

function drawMeta(message) {
  const meta = element("span", "meta", `${message.edited ? "edited · " : ""}${clock(message.timestamp)}`);
  if (message.fromMe) {
    meta.append(message.source === "api" ? " · API " : " · owner ");
    meta.append(element("span", message.ack >= 3 ? "read" : "", TICKS[message.ack] ?? ""));
  }
  return meta;
}

function drawReactions(message) {
  return element("span", "reactions", Object.values(message.reactions ?? {}).join(" "));
}

// What a person on the phone can do: who reacts is the contact, who edits and deletes is who wrote.
function drawActions(message) {
  const actions = element("span", "do", "");
  const add = (label, work) => {
    const button = element("button", "", label);
    button.addEventListener("click", work);
    actions.append(button);
  };
  const select = document.createElement("select");
  select.setAttribute("aria-label", "React");
  for (const emoji of ["React", ...EMOJIS, "none"]) select.append(element("option", "", emoji));
  select.addEventListener("change", () => doTo("reaction", message, { reaction: EMOJIS.includes(select.value) ? select.value : "" }));
  actions.append(select);
  add("Reply", () => reply(message));
  if (message.revoked) return actions;
  add("Edit", () => {
    const text = prompt("The new text", message.text);
    if (text) doTo("edit", message, { text }, message.fromMe);
  });
  add("Delete", () => doTo("revoke", message, {}, message.fromMe));
  return actions;
}

function doTo(what, message, more, byOwner = false) {
  const who = byOwner ? { fromMe: true } : {};
  if (!byOwner && isGroup(open.id) && $("composer").author.value && ["reaction", "vote"].includes(what)) who.from = $("composer").author.value;
  act(() => call("POST", what, { messageId: message.id, ...who, ...more }));
}
