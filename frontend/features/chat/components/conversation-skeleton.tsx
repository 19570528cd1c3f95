import { Skeleton } from "@/components/skeleton";
import { SkeletonGroup } from "@/components/skeleton-group";

/** A conversation on its way. */
export function ConversationSkeleton() {
  return (
    <SkeletonGroup className="flex h-full flex-col">
      <div className="flex h-16 items-center gap-3 border-b border-border bg-surface px-[18px] max-sm:h-15">
        <Skeleton className="size-10 rounded-full" />
        <div className="grid gap-2">
          <Skeleton className="h-3.5 w-40" />
          <Skeleton className="h-3 w-24" />
        </div>
      </div>
    </SkeletonGroup>
  );
}
