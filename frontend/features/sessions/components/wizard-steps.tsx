import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/cn";

type Props = { /** From 0 on. */ current: number; done?: boolean };

/** How far one is in connecting a number. A phone has no room for it. */
export function WizardSteps({ current, done = false }: Props) {
  const t = useTranslations("sessions.create");
  const steps = [t("stepName"), t("stepOptions"), t("stepLink")];
  return (
    <ol aria-label={t("steps")} className="flex gap-4.5 pb-[3px] text-[13px] font-[550] text-muted max-sm:hidden">
      {steps.map((step, index) => {
        const over = done || index < current;
        const now = !over && index === current;
        return (
          <li key={step} aria-current={now ? "step" : undefined} className={cn("flex items-center gap-[7px]", now && "text-foreground")}>
            {over ? (
              <Check className="size-[15px] text-success" strokeWidth={2.6} aria-hidden />
            ) : (
              <span
                className={cn(
                  "grid size-5 place-items-center rounded-full text-xs font-semibold",
                  now ? "bg-accent text-accent-foreground" : "border border-field-border",
                )}
              >
                {index + 1}
              </span>
            )}
            {step}
          </li>
        );
      })}
    </ol>
  );
}
