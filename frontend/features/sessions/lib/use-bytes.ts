import { useFormatter } from "next-intl";

const MB = 1024 ** 2;
const GB = 1024 ** 3;

/** Writes an amount of memory: 286 MB, 1.31 GB. */
export function useBytes() {
  const format = useFormatter();
  return (bytes: number) =>
    bytes < 1000 * MB
      ? format.number(Math.round(bytes / MB), { style: "unit", unit: "megabyte" })
      : format.number(bytes / GB, { style: "unit", unit: "gigabyte", maximumFractionDigits: 2 });
}
