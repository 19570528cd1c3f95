import type { ReactNode } from "react";

/** What a text between <b> and </b> looks like. */
export const strong = (text: ReactNode) => <b className="font-semibold">{text}</b>;
