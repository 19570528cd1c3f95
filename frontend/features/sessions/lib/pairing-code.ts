/** Splits a pairing code in groups of four letters, whatever stood between them. */
export function groupCode(code: string): string[] {
  return code.replace(/[^\p{L}\p{N}]/gu, "").match(/.{1,4}/g) ?? [];
}

/** The digits of a phone as people write it; null if they can't be a phone with its country code. */
export function phoneDigits(text: string): string | null {
  const digits = text.replace(/\D/g, "");
  const allowed = /^[\d\s+().-]*$/.test(text);
  return allowed && digits.length >= 7 && digits.length <= 15 ? digits : null;
}
