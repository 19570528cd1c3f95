/** The first link of a text, of which WhatsApp would show a preview; null if there is none. */
export function findLink(text: string): string | null {
  const match = /(?:^|\s)(https?:\/\/[^\s]+\.[^\s]+)/i.exec(text);
  return match ? match[1]!.replace(/[.,;:!?)\]]+$/, "") : null;
}
