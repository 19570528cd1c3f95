/** Joins class names; of two that contradict each other the later one counts. The components' own, so it is loaded once. */
export { cn } from "tailwind-variants";
