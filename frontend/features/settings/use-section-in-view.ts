"use client";

import { useEffect, useState } from "react";

/** Which of these elements is at the top of the window, by id. They stand in the page in this order. */
export function useSectionInView<T extends string>(ids: readonly T[]): T | undefined {
  const [current, setCurrent] = useState(ids[0]);
  useEffect(() => {
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target.id);
          else seen.delete(target.id);
        }
        const first = ids.find((id) => seen.has(id));
        if (first) setCurrent(first);
      },
      // A line near the top: what lies on it is what is being read.
      { rootMargin: "-20% 0px -79% 0px" },
    );
    for (const id of ids) {
      const element = document.getElementById(id);
      if (element) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [ids]);
  return current;
}
