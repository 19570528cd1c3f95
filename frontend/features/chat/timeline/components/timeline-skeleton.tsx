import { Skeleton } from "@/components/skeleton";
import { SkeletonGroup } from "@/components/skeleton-group";

const widths = ["w-52", "w-72 ms-auto", "w-64", "w-40", "w-56 ms-auto", "w-72", "w-48 ms-auto"];

/** Bubbles on their way. */
export function TimelineSkeleton() {
  return (
    <SkeletonGroup className="flex min-h-0 flex-1 flex-col justify-end gap-3 overflow-hidden bg-chat-canvas px-3 py-4 sm:px-7">
      {widths.map((width, index) => (
        <Skeleton key={index} className={`h-10 max-w-[75%] shrink-0 rounded-[14px] ${width}`} />
      ))}
    </SkeletonGroup>
  );
}
