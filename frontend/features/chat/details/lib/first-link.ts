import type { Message } from "@/lib/api/types";

/** The first web address of a message, with its preview's title; null if it has none that a browser should open. */
export function firstLink({ link, body }: Pick<Message, "link" | "body">) {
  const text = link?.url ?? /https?:\/\/[^\s<>"]+/i.exec(body)?.[0].replace(/[.,;:!?)\]}'»]+$/, "");
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  return { href: url.href, host: url.host, title: link?.title || url.host + url.pathname.replace(/\/$/, "") };
}
