"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useAccount } from "@/features/auth/use-account";

/** Shows its children to who is signed in, and sends others to sign in and back here. The API decides what they may see. */
export function SignedIn({ children }: { children: ReactNode }) {
  const account = useAccount();
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams().toString();

  useEffect(() => {
    if (account !== null) return;
    const here = search ? `${pathname}?${search}` : pathname;
    router.replace(`/login?next=${encodeURIComponent(here)}`);
  }, [account, pathname, router, search]);

  return account ? children : null;
}
