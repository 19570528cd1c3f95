import type { Row } from "@/features/chat/timeline/lib/group-timeline";
import { pictureRatio } from "@/features/chat/bubbles/lib/picture-ratio";

/** Signs that a line of a bubble takes, about. */
const LINE = 56;

/** About how high a line of the timeline will be, in pixels: the nearer, the less the scroll bar moves when it is measured. */
export function estimateHeight(row: Row): number {
  if (row.kind !== "message") return 42;
  const { message, first } = row;
  const gap = first ? 10 : 2;
  const quote = message.quote ? 56 : 0;
  const text = message.body ? Math.ceil(Math.min(message.body.length, 1200) / LINE) * 20 : 0;
  return gap + quote + (message.reactions?.length ? 22 : 0) + contentHeight(message) + text;
}

function contentHeight({ type, media }: Extract<Row, { kind: "message" }>["message"]): number {
  switch (type) {
    case "image":
    case "video":
      return 264 / pictureRatio(media) + 20;
    case "voice":
    case "audio":
      return 70;
    case "document":
      return 92;
    case "sticker":
      return 170;
    case "location":
      return 180;
    case "contact":
      return 120;
    case "poll":
      return 150;
    case "event":
      return 110;
    default:
      return 18;
  }
}
