/** A stretch of a text that leads somewhere. `href` is http, https, mailto or tel. */
export type FoundLink = { start: number; end: number; href: string };

// Every repetition is bounded, so that no text takes longer than its length.
const address = String.raw`https?:\/\/[^\s<>"'«»]{1,2000}`;
const www = String.raw`www\.[^\s<>"'«»]{1,2000}`;
const email = String.raw`[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}`;
const endings = "com|net|org|app|dev|io|info|shop|store|online|me|mx|ar|br|co|cl|pe|uy|py|bo|ec|ve|gt|hn|sv|ni|cr|pa|do|es|pt|us";
const bare = String.raw`(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,4}(?:${endings})(?![\w-])(?:\/[^\s<>"'«»]{0,2000})?`;
const phone = String.raw`\+\d(?:[ ().-]?\d){7,14}(?!\d)`;
const pattern = new RegExp(String.raw`(?<![\w@.\/-])(?:${address}|${www}|${email}|${bare}|${phone})`, "giu");

/** What in a text leads somewhere, in order. */
export function findLinks(text: string): FoundLink[] {
  const links: FoundLink[] = [];
  for (const { 0: match, index } of text.matchAll(pattern)) {
    const shown = withoutTail(match);
    const href = hrefOf(shown);
    if (href) links.push({ start: index, end: index + shown.length, href });
  }
  return links;
}

/** The address that a text may be opened at; null if that isn't safe or isn't one. */
export function safeHref(text: string): string | null {
  try {
    const { protocol, href } = new URL(text);
    return protocol === "http:" || protocol === "https:" || protocol === "mailto:" || protocol === "tel:" ? href : null;
  } catch {
    return null;
  }
}

function hrefOf(shown: string): string | null {
  if (/^https?:/i.test(shown)) return safeHref(shown);
  if (shown.startsWith("+")) return safeHref(`tel:+${shown.replace(/\D/g, "")}`);
  if (shown.includes("@") && !shown.includes("/")) return safeHref(`mailto:${shown}`);
  return safeHref(`https://${shown}`);
}

/** Marks at the end belong to the sentence, except a bracket that the address opened itself. */
function withoutTail(match: string): string {
  const opened = match.includes("(");
  let end = match.length;
  while (end > 0 && (".,;:!?*_~`…]}".includes(match[end - 1]!) || (match[end - 1] === ")" && !opened))) end--;
  return match.slice(0, end);
}
