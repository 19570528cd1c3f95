/** Cuts the middle out of a file's name, so that its end and its extension stay. */
export function cutMiddle(name: string, longest = 42): string {
  const signs = Array.from(name);
  if (signs.length <= longest) return name;
  const tail = Math.min(14, Math.floor(longest / 2));
  return `${signs.slice(0, longest - tail - 1).join("")}…${signs.slice(-tail).join("")}`;
}

/** What stands on the icon of a document: its extension, else what its type ends in; at most four letters. */
export function extensionOf(name: string | null, mimeType: string | null): string {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name ?? "")?.[1] ?? /\/(?:.*[.-])?([a-z0-9]+)$/i.exec(mimeType ?? "")?.[1] ?? "";
  return extension.slice(0, 4).toUpperCase();
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size in bytes as a number and its unit, as people read it: 184 kB, 1.2 MB. */
export function readableSize(bytes: number): { value: number; unit: (typeof units)[number] } {
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1000)));
  const value = bytes / 1000 ** step;
  return { value: value < 10 ? Math.round(value * 10) / 10 : Math.round(value), unit: units[step]! };
}
