import { Skeleton } from "@/components/skeleton";
import { SkeletonGroup } from "@/components/skeleton-group";

/** The dashboard's shape while it loads. */
export function DashboardSkeleton() {
  return (
    <SkeletonGroup>
      <div className="mb-4 grid grid-cols-2 gap-3 min-[800px]:grid-cols-4 min-[800px]:gap-4">
        {["received", "sent", "unread", "waiting"].map((tile) => (
          <div key={tile} className="card-flat grid gap-2.5 px-4.5 py-4">
            <Skeleton className="h-3.5 w-20" />
            <Skeleton className="h-7 w-24" />
            <Skeleton className="h-3.5 w-28 max-w-full" />
          </div>
        ))}
      </div>
      <div className="grid gap-4 min-[1100px]:grid-cols-[minmax(0,1fr)_348px]">
        <div className="card-flat grid content-start gap-4 p-4.5">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-[260px] w-full" />
        </div>
        <div className="card-flat grid content-start gap-3 p-4.5">
          <Skeleton className="h-5 w-24" />
          {["w-32", "w-24", "w-36", "w-28"].map((width) => (
            <div key={width} className="flex items-center gap-3">
              <Skeleton className="size-8" />
              <Skeleton className={`h-4 ${width}`} />
            </div>
          ))}
        </div>
      </div>
    </SkeletonGroup>
  );
}
