import type { Media } from "@/lib/api/types";

/** Width over height of a picture in its bubble: its own, unless it is a strip. Unknown ones get the usual shape of a photo. */
export function pictureRatio(media: Pick<Media, "width" | "height"> | undefined): number {
  if (!media?.width || !media.height) return 4 / 3;
  return Math.min(2.2, Math.max(0.75, media.width / media.height));
}
