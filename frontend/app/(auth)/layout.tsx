import { headers } from "next/headers";
import type { ReactNode } from "react";
import { AuthFrame } from "@/features/auth/components/auth-frame";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  return <AuthFrame host={(await headers()).get("host") ?? ""}>{children}</AuthFrame>;
}
