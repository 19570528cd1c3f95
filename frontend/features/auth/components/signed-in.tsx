"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { loadPage } from "@/features/auth/lib/browser-page";
import { isLeaving } from "@/features/auth/lib/sign-out";
import { useAccount } from "@/hooks/use-account";
import { useAccountLocale } from "@/features/auth/use-account-locale";
import { loginPath } from "@/lib/return-to";

/** Shows its children to who is signed in, and sends others to sign in and back here. The API decides what they may see. */
export function SignedIn({ children }: { children: ReactNode }) {
  const account = useAccount();
  const [person, setPerson] = useState<string>();
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  useAccountLocale(account);
  if (account && person === undefined) setPerson(account.id);

  useEffect(() => {
    if (account === undefined || isLeaving()) return;
    const here = search ? `${pathname}?${search}` : pathname;
    if (account === null && person === undefined) router.replace(loginPath(here));
    // Somebody was here, so the page goes with all that it knows of them.
    else if (account?.id !== person) loadPage(account === null ? loginPath(here) : here);
  }, [account, person, pathname, router, search]);

  return account && account.id === person ? children : null;
}
