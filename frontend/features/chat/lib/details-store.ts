import { create } from "zustand";
import { persist } from "zustand/middleware";

type DetailsStore = {
  /** Beside the conversation, where there is room. */
  beside: boolean;
  /** Over it, where there is none. */
  over: boolean;
};

/** Whether the details of the open chat show. */
export const useDetails = create<DetailsStore>()(
  persist(() => ({ beside: true, over: false }) as DetailsStore, {
    name: "conectafy-details",
    partialize: ({ beside }) => ({ beside, over: false }),
  }),
);
