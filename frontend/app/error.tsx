"use client";

import { BrokenPage } from "@/components/broken-page";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main>
      <BrokenPage error={error} onRetry={reset} />
    </main>
  );
}
