import type { ReactNode } from "react";
import { Providers } from "@/app/providers";
import { SignedIn } from "@/features/auth/components/signed-in";
import { AppShell } from "@/features/shell/components/app-shell";

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <Providers>
      <SignedIn>
        <AppShell>{children}</AppShell>
      </SignedIn>
    </Providers>
  );
}
