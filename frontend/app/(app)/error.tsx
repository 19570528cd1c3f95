"use client";

import { BrokenPage } from "@/components/broken-page";

/** Within the frame of the app, so the other pages stay at hand. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <BrokenPage error={error} onRetry={reset} />;
}
