import { Skeleton } from "@/components/skeleton";
import { SkeletonGroup } from "@/components/skeleton-group";

/** Rows on their way. */
export function ListSkeleton({ rows = 9 }: { rows?: number }) {
  return (
    <SkeletonGroup className="min-h-0 flex-1 overflow-hidden px-2">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="grid h-[70px] grid-cols-[44px_minmax(0,1fr)] items-center gap-3 ps-3.5 pe-2.5 max-sm:h-[74px]">
          <Skeleton className="size-11 rounded-full" />
          <div className="grid gap-2.5">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </SkeletonGroup>
  );
}
