import type { ReactNode } from "react";
import { Providers } from "@/app/providers";
import { SignedIn } from "@/features/auth/components/signed-in";
import { ChatLive } from "@/features/chat/components/chat-live";
import { OutboxHost } from "@/features/chat/outbox/components/outbox-host";
import { AppShell } from "@/features/shell/components/app-shell";

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <Providers>
      <SignedIn>
        <AppShell>{children}</AppShell>
        <ChatLive />
        <OutboxHost />
      </SignedIn>
    </Providers>
  );
}
