"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { PlainButton } from "@/components/plain-button";
import { useErrorText } from "@/hooks/use-error-text";
import { isApiError } from "@/lib/api/errors";

type Props = { title: string; error: unknown; onRetry: () => void };

/** Stands where something could not be loaded: what failed, why, and what to do. */
export function ErrorState({ title, error, onRetry }: Props) {
  const t = useTranslations("common");
  const say = useErrorText();
  const code = isApiError(error) ? error.requestId : null;
  return (
    <div role="alert" className="mx-auto grid max-w-md justify-items-center gap-2 px-6 py-12 text-center">
      <CircleAlert className="size-6 text-danger" aria-hidden />
      <h2>{title}</h2>
      <p className="text-muted">{say(error)}</p>
      <PlainButton className="mt-2" variant="secondary" onClick={onRetry}>
        {t("retry")}
      </PlainButton>
      {code && <p className="text-xs text-muted tabular-nums">{t("supportCode", { code })}</p>}
    </div>
  );
}
