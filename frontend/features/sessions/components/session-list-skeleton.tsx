import { Skeleton } from "@/components/skeleton";
import { SkeletonGroup } from "@/components/skeleton-group";

const rows = [0, 1, 2, 3];

/** The shape of the list of numbers while it is on its way. */
export function SessionListSkeleton() {
  return (
    <SkeletonGroup className="card-flat">
      {rows.map((row) => (
        <div key={row} className="flex min-h-[76px] items-center gap-3.5 border-b border-separator px-4.5 last:border-0">
          <Skeleton className="size-11 rounded-3xl" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-44 max-w-full" />
          </div>
          <Skeleton className="h-8 w-28 rounded-2xl max-sm:hidden" />
        </div>
      ))}
    </SkeletonGroup>
  );
}
