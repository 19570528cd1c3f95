import { useTranslations } from "next-intl";
import { cn } from "@/lib/cn";

const screen =
  "relative h-[118px] overflow-hidden rounded-t-4xl border border-b-0 border-border bg-surface-secondary p-3 [mask:linear-gradient(#000_72%,transparent)]";

const Bar = ({ width, className }: { width: number; className?: string }) => (
  <span style={{ width }} className={cn("block h-1.5 rounded-[3px] bg-border", className)} />
);

/** Where the phone has what the steps name, on both kinds of phones. */
export function LinkedDevicesPicture() {
  const t = useTranslations("sessions.link");
  const option = <b className="rounded-[5px] bg-accent-soft px-1.5 py-0.5 text-[11.5px]/4 font-semibold whitespace-nowrap text-accent-soft-foreground">{t("linkedDevices")}</b>;
  return (
    <div role="img" aria-label={t("where")} className="grid w-full grid-cols-2 gap-4 max-sm:hidden">
      <figure aria-hidden>
        <div className={screen}>
          <div className="flex items-center justify-between">
            <Bar width={56} className="h-2" />
            <span className="font-bold text-accent">⋮</span>
          </div>
          <div className="absolute end-6 top-3 grid gap-[9px] rounded-2xl bg-overlay px-2.5 py-[11px] shadow-overlay">
            <Bar width={44} />
            <Bar width={64} />
            <span className="-mx-1.5 -my-[3px]">{option}</span>
            <Bar width={52} />
          </div>
        </div>
        <figcaption className="mt-1.5 text-center text-[12.5px]/[18px] text-muted">Android</figcaption>
      </figure>
      <figure aria-hidden>
        <div className={screen}>
          {[58, 0, 70].map((width) => (
            <div key={width} className="flex h-[30px] items-center gap-[9px] border-b border-separator">
              <span className={cn("size-4 shrink-0 rounded-[5px]", width ? "bg-border" : "bg-accent")} />
              {width ? <Bar width={width} /> : option}
            </div>
          ))}
        </div>
        <figcaption className="mt-1.5 text-center text-[12.5px]/[18px] text-muted">iPhone</figcaption>
      </figure>
    </div>
  );
}
