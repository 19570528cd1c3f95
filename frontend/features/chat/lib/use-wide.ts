"use client";

import { useMediaQuery } from "@/hooks/use-media-query";

/** Whether three panes have room beside each other. */
export const useWide = () => useMediaQuery("(width >= 80rem)");
