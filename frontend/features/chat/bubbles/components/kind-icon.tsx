import { AudioLines, CalendarDays, ChartBarBig, FileText, Image as ImageIcon, type LucideIcon, MapPin, Mic, Sticker, UserRound, Video } from "lucide-react";

const icons: Record<string, LucideIcon> = {
  image: ImageIcon,
  video: Video,
  voice: Mic,
  audio: AudioLines,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contact: UserRound,
  poll: ChartBarBig,
  event: CalendarDays,
};

/** The sign of what a message is; nothing for a text. */
export function KindIcon({ type, className }: { type: string; className?: string }) {
  const Icon = icons[type];
  return Icon ? <Icon className={className} aria-hidden /> : null;
}
