import { cn } from "@/lib/cn";

/** A bar or disc in the place of what is on its way. Its size and shape come as classes. Put it into a SkeletonGroup. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-pulse rounded-md bg-surface-tertiary motion-reduce:animate-none", className)} />;
}
