"use client";

import { useEffect } from "react";
import { type ChatTextSize, followOtherTabs, usePreferences } from "@/lib/preferences";

/** 13.5, 14.5 and 17 px, unless the person changed the browser's own text size. */
const sizes: Record<ChatTextSize, string> = { small: "0.84375rem", normal: "0.90625rem", large: "1.0625rem" };

/** Puts the size of the text in chats on the page as `--chat-text`. Mounted once. */
export function useChatTextSize() {
  const size = usePreferences((state) => state.chatTextSize);
  useEffect(() => document.documentElement.style.setProperty("--chat-text", sizes[size]), [size]);
  useEffect(followOtherTabs, []);
}
