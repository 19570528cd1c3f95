import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

type Props = Omit<ComponentProps<"button">, "children"> & { icon: LucideIcon; label: string };

/** A button on the dark of the lightbox. */
export function LightboxButton({ icon: Icon, label, className, ...props }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      className={cn("grid size-10 place-items-center rounded-2xl hover:bg-white/15 focus-visible:outline-white disabled:opacity-40", className)}
      {...props}
    >
      <Icon className="size-5 rtl:-scale-x-100" aria-hidden />
    </button>
  );
}
