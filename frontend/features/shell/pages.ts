import { House, type LucideIcon, MessagesSquare, Settings2, Smartphone } from "lucide-react";

type AppPage = { href: string; name: "home" | "chats" | "numbers" | "settings"; icon: LucideIcon };

/** The four places of the app, in the rail and in the tabs. */
export const appPages: AppPage[] = [
  { href: "/dashboard", name: "home", icon: House },
  { href: "/chat", name: "chats", icon: MessagesSquare },
  { href: "/sessions", name: "numbers", icon: Smartphone },
  { href: "/settings", name: "settings", icon: Settings2 },
];

/** Whether a path belongs to a page. The wizard and the QR are part of the numbers. */
export function isCurrent(href: string, pathname: string): boolean {
  return pathname.startsWith(href) || (href === "/sessions" && pathname.startsWith("/qr/"));
}
