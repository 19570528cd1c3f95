import type { Session } from "@/lib/api/types";
import { numberState } from "@/lib/number-state";

export type BannerKind = "unlinked" | "broken" | "stopped" | "scan" | "limited" | "quota";
export type Banner = { kind: BannerKind; href: string; grave: boolean };

/** What stands in the way of a conversation, the gravest first, and where to do something about it. Null if nothing does. */
export function bannerOf(session: Session, now: number): Banner | null {
  const qr = `/qr/${session.id}`;
  switch (numberState(session, { now }).key) {
    case "unlinked":
      return { kind: "unlinked", href: qr, grave: true };
    case "expired":
    case "scan":
    case "passkey":
      return { kind: "scan", href: qr, grave: true };
    case "broken":
      return { kind: "broken", href: "/sessions", grave: true };
    case "stopped":
    case "stopping":
      return { kind: "stopped", href: "/sessions", grave: false };
    case "limited":
      return { kind: "limited", href: `/sessions?help=${session.id}`, grave: false };
    case "quota":
      return { kind: "quota", href: `/sessions?help=${session.id}`, grave: false };
    default:
      return null;
  }
}
