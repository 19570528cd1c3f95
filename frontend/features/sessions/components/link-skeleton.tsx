import { Skeleton } from "@/components/skeleton";
import { SkeletonGroup } from "@/components/skeleton-group";

/** The shape of the card that links a phone. */
export function LinkSkeleton() {
  return (
    <SkeletonGroup>
      <Skeleton className="mb-6 h-8 w-64 max-w-full" />
      <div className="card-flat grid gap-6 p-7 sm:grid-cols-2">
        <div className="grid content-start gap-5">
          <Skeleton className="h-9 w-56 max-w-full" />
          <Skeleton className="h-6 w-full" />
          <Skeleton className="h-6 w-full" />
          <Skeleton className="h-6 w-4/5" />
        </div>
        <Skeleton className="aspect-square w-full max-w-[346px] justify-self-center rounded-[14px]" />
      </div>
    </SkeletonGroup>
  );
}
