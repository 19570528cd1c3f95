"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { useAccount } from "@/hooks/use-account";
import { safeReturn } from "@/lib/return-to";

/** Takes who is signed in, here or in another tab, to where they were. Tells whether that is happening. */
export function useEnter(): boolean {
  const account = useAccount();
  const router = useRouter();
  const next = safeReturn(useSearchParams().get("next"));
  useEffect(() => {
    if (account) router.replace(next);
  }, [account, router, next]);
  return Boolean(account);
}
