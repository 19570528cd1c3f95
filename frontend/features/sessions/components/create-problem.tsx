import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { useErrorText } from "@/hooks/use-error-text";
import { isApiError } from "@/lib/api/errors";

/** Why the number could not be made. If there is no room for it, the way leads to the others. */
export function CreateProblem({ error }: { error: unknown }) {
  const t = useTranslations("sessions.create");
  const say = useErrorText();
  const full = isApiError(error) && error.code === "session_limit_reached";
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-[10px] bg-danger-soft px-3.5 py-3 text-danger-soft-foreground">
      <p className="min-w-0 flex-1">
        <b className="block font-semibold">{full ? t("limitTitle") : t("failed")}</b>
        {say(error)}
      </p>
      {full && <LinkButton href="/sessions">{t("limitAction")}</LinkButton>}
    </div>
  );
}
