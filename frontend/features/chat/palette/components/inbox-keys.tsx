"use client";

import dynamic from "next/dynamic";
import { useDialog } from "@/features/chat/lib/dialogs";
import { useShortcuts } from "@/features/chat/palette/lib/use-shortcuts";

const Palette = dynamic(() => import("@/features/chat/palette/components/palette").then((module) => module.Palette), { ssr: false });
const ShortcutList = dynamic(() => import("@/features/chat/palette/components/shortcut-list").then((module) => module.ShortcutList), {
  ssr: false,
});
const NewChat = dynamic(() => import("@/features/chat/list/components/new-chat").then((module) => module.NewChat), { ssr: false });

/** Makes the keys work on every page, and shows what they open. */
export function InboxKeys() {
  useShortcuts();
  const open = useDialog((state) => state.open);
  if (open === "palette") return <Palette />;
  if (open === "shortcuts") return <ShortcutList />;
  return open === "newChat" ? <NewChat /> : null;
}
