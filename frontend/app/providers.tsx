"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { useTheme } from "next-themes";
import { type ReactNode, useState } from "react";
import { Toaster } from "sonner";
import { useChatTextSize } from "@/hooks/use-chat-text-size";
import { newQueryClient } from "@/lib/query-client";

/** What the pages of a signed-in person share. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(newQueryClient);
  const { resolvedTheme } = useTheme();
  useChatTextSize();
  return (
    <QueryClientProvider client={queryClient}>
      {children}
      <Toaster position="bottom-left" style={{ fontFamily: "inherit" }} theme={resolvedTheme === "dark" ? "dark" : "light"} duration={5000} closeButton />
    </QueryClientProvider>
  );
}
