const emoji = /^(?:\p{Regional_Indicator}{2}|[\d#*]\uFE0F?\u20E3|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*)$/u;

const anyEmoji = /[\p{Regional_Indicator}\u20E3\p{Extended_Pictographic}]/u;
const segmenter = new Intl.Segmenter();

/** Whether a text is one to three emoji and nothing else, which are shown large. */
export function isEmojiOnly(text: string): boolean {
  const bare = text.replace(/\s/g, "");
  // The longest emoji are families and flags of regions, of about thirty units each.
  if (bare.length > 100 || !anyEmoji.test(bare)) return false;
  const signs = Array.from(segmenter.segment(bare), ({ segment }) => segment);
  return signs.length <= 3 && signs.every((sign) => emoji.test(sign));
}
