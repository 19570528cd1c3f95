"use strict";

// What is written, of each kind, and the message that it replies to.
let replied = null;

function reply(message) {
  replied = message;
  $("reply").hidden = !message;
  $("reply-text").textContent = message ? `Reply to: ${message.text || message.type}` : "";
  if (message) $("composer").text.focus();
}

// The fields of the chosen kind are on show; a text is needed where there is nothing else.
function chooseKind() {
  const form = $("composer");
  const kind = form.kind.value;
  for (const part of form.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== kind;
  form.text.required = ["text", "poll", "event"].includes(kind);
  form.text.placeholder = { poll: "Question", event: "Name of the event", file: "Caption", text: "Message" }[kind] ?? "Message";
  form.text.hidden = ["location", "contact", "unknown"].includes(kind);
}

function sender(form) {
  if (form.as.value === "owner") return { fromMe: true, to: open.id };
  if (isGroup(open.id)) return { chatId: open.id, from: form.author.value };
  return { from: open.id };
}

function written(form) {
  const message = { ...sender(form), ...contents[form.kind.value](form) };
  if (replied) message.replyTo = replied.id;
  return message;
}

const contents = {
  text: (form) => ({ text: form.text.value }),
  file: (form) => ({ type: form.filetype.value, caption: form.text.value, viewOnce: form.once.checked }),
  location: (form) => ({
    type: form.live.checked ? "live_location" : "location",
    location: { latitude: Number(form.latitude.value), longitude: Number(form.longitude.value), name: form.place.value },
  }),
  contact: (form) => ({ contacts: [{ fullName: form.fullName.value, phoneNumber: form.phoneNumber.value }] }),
  poll: (form) => ({
    poll: {
      name: form.text.value, multipleAnswers: form.multiple.checked,
      options: form.options.value.split(",").map((option) => option.trim()).filter(Boolean),
    },
  }),
  event: (form) => ({ event: { name: form.text.value, startTime: Math.floor((form.start.valueAsNumber || Date.now()) / 1000) } }),
  unknown: () => ({ type: "unknown" }),
};

async function write(form) {
  const message = written(form);
  const file = form.kind.value === "file" ? form.file.files[0] : null;
  if (!file) {
    await call("POST", "message", message);
  } else {
    const parts = new FormData();
    parts.append("message", JSON.stringify(message));
    parts.append("file", file);
    await call("POST", "message", parts);
  }
  form.text.value = form.file.value = "";
  reply(null);
}

$("composer").kind.addEventListener("change", chooseKind);
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  act(() => write(event.target));
});
$("no-reply").addEventListener("click", () => reply(null));
$("typing").addEventListener("click", () => present("typing"));
$("recording").addEventListener("click", () => present("recording"));
$("paused").addEventListener("click", () => present("paused"));
$("call").addEventListener("click", () => act(() => call("POST", "call", { from: open.id, isGroup: isGroup(open.id) })));

function present(presence) {
  const from = isGroup(open.id) ? $("composer").author.value : open.id;
  act(async () => {
    const answer = await call("POST", "presence", { chatId: open.id, from, presence });
    if (!answer.told) throw new Error("Nobody follows the presence of this chat, so it was not told.");
  });
}
chooseKind();
