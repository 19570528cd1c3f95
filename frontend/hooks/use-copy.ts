"use client";

import { toast } from "sonner";

type Words = { done: string; failed: string };

/** Copies text to the clipboard and says whether that worked. */
export function useCopy() {
  return async (text: string, { done, failed }: Words) => {
    try {
      await navigator.clipboard.writeText(text);
      toast.success(done);
    } catch {
      toast.error(failed);
    }
  };
}
