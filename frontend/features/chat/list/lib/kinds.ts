import {
  CalendarDays, ChartNoAxesColumn, FileText, Image as ImageIcon, type LucideIcon, MapPin, Mic, Music, Phone, Sticker, UserRound, Video,
} from "lucide-react";

type Kind = { icon?: LucideIcon; label: `kind.${string}` };

const kinds = {
  text: { label: "kind.deleted" },
  image: { icon: ImageIcon, label: "kind.image" },
  audio: { icon: Music, label: "kind.audio" },
  voice: { icon: Mic, label: "kind.voice" },
  video: { icon: Video, label: "kind.video" },
  document: { icon: FileText, label: "kind.document" },
  sticker: { icon: Sticker, label: "kind.sticker" },
  location: { icon: MapPin, label: "kind.location" },
  contact: { icon: UserRound, label: "kind.contact" },
  poll: { icon: ChartNoAxesColumn, label: "kind.poll" },
  event: { icon: CalendarDays, label: "kind.event" },
  call: { icon: Phone, label: "kind.call" },
  notice: { label: "kind.notice" },
  unknown: { label: "kind.unknown" },
} as const satisfies Record<string, Kind>;

/** The icon of a kind of message, and the key of the words that stand for one without text. */
export const kindOf = (type: string): (typeof kinds)[keyof typeof kinds] =>
  type in kinds ? kinds[type as keyof typeof kinds] : kinds.unknown;

export const iconOf = (type: string): LucideIcon | undefined => {
  const kind = kindOf(type);
  return "icon" in kind ? kind.icon : undefined;
};
