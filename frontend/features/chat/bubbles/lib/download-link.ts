/** The signed link of a file, asking the browser to save it instead of showing it. */
export function downloadLink(url: string): string {
  const link = new URL(url);
  link.searchParams.set("download", "true");
  return link.href;
}
