import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

type Props = ComponentProps<typeof Link> & { variant?: "primary" | "outline" | "ghost"; size?: "sm" | "md" };

const variants = { primary: "button--primary", outline: "button--outline bg-surface", ghost: "button--ghost" };
const sizes = { sm: "h-10 px-3 text-[13px] sm:h-9", md: "h-11 sm:h-9" };

/** A link to another page that looks like a button. */
export function LinkButton({ variant = "outline", size = "md", className, ...props }: Props) {
  return <Link className={cn("button font-[550]", variants[variant], sizes[size], className)} {...props} />;
}
