import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";

type Props = { /** Messages that came meanwhile. */ count: number; onPress: () => void };

/** Goes to the newest message. */
export function ToEndButton({ count, onPress }: Props) {
  const t = useTranslations("conversation");
  return (
    <button
      type="button"
      onClick={onPress}
      aria-label={count > 0 ? t("toEndWithNews", { count }) : t("toEnd")}
      className="absolute end-4 bottom-4 z-10 grid size-10 place-items-center rounded-full border border-border bg-overlay text-muted shadow-overlay transition-[opacity,translate] duration-[160ms] hover:text-foreground starting:translate-y-1 starting:opacity-0"
    >
      <ArrowDown className="size-[18px]" aria-hidden />
      {count > 0 && (
        <span aria-hidden className="absolute -top-1.5 end-1/2 h-[18px] min-w-[18px] translate-x-1/2 rounded-full bg-accent px-[5px] text-center text-[11px]/[18px] font-[650] text-accent-foreground tabular-nums">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </button>
  );
}
