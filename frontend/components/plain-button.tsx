import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

type Props = Omit<ComponentProps<"button">, "type"> & { variant?: "primary" | "secondary" };

const variants = { primary: "button--primary", secondary: "button--secondary" };

/** A button of the browser's own that looks like the others. Pages that need no more of a button are spared the 20 kB of theirs. */
export function PlainButton({ variant = "primary", className, ...props }: Props) {
  return <button type="button" className={cn("button font-[550]", variants[variant], className)} {...props} />;
}
