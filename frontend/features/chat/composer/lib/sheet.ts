/** What may take the box's place or open above it. */
export type Sheet = "voice" | "location" | "contact" | "poll";
