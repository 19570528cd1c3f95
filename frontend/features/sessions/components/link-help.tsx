import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";

/** What people ask while they link a phone. */
export function LinkHelp() {
  const t = useTranslations("sessions.link");
  const topics = [
    [t("helpReadQ"), t("helpReadA")],
    [t("helpPasskeyQ"), t("helpPasskeyA")],
    [t("helpSeesQ"), t("helpSeesA")],
  ];
  return (
    <section aria-label={t("help")} className="mt-5.5 border-t border-border">
      {topics.map(([question, answer]) => (
        <details key={question} className="group border-b border-border px-0.5">
          <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between gap-3 font-[550] [&::-webkit-details-marker]:hidden">
            {question}
            <ChevronDown className="size-[15px] shrink-0 text-muted group-open:rotate-180" aria-hidden />
          </summary>
          <p className="max-w-[70ch] pb-3 text-[13.5px] text-muted">{answer}</p>
        </details>
      ))}
    </section>
  );
}
