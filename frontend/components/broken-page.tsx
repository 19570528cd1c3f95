"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";

type Props = { error: Error & { digest?: string }; onRetry: () => void };

/** Stands where a page broke. It needs little, for what it would need may be what broke. */
export function BrokenPage({ error, onRetry }: Props) {
  const t = useTranslations("broken.page");
  return (
    <div role="alert" className="mx-auto grid min-h-full max-w-md content-center justify-items-center gap-2 px-6 py-16 text-center">
      <CircleAlert className="size-6 text-danger" aria-hidden />
      <h1 className="text-balance">{t("title")}</h1>
      <p className="text-pretty text-muted">{t("text")}</p>
      <button type="button" className="button button--primary mt-3 font-[550]" onClick={onRetry}>
        {t("retry")}
      </button>
      {error.digest && <p className="text-xs text-muted tabular-nums">{t("code", { code: error.digest })}</p>}
    </div>
  );
}
