"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/error-state";
import type { Qr } from "@/features/sessions/api/qr";
import { CountdownRing } from "@/features/sessions/components/countdown-ring";
import { LinkNotice } from "@/features/sessions/components/link-notice";

const QrPicture = dynamic(() => import("@/features/sessions/components/qr-picture").then((m) => m.QrPicture), {
  loading: () => <div className="aspect-square w-full rounded-[14px] bg-white" />,
});

type Props = { name: string; qr: UseQueryResult<Qr> };

/** The code to scan, how long it is valid, and which of how many it is. */
export function QrPanel({ name, qr }: Props) {
  const t = useTranslations("sessions.link");
  const { data, error } = qr;
  if (!data) {
    return error ? (
      <ErrorState title={t("qrFailed")} error={error} onRetry={() => void qr.refetch()} />
    ) : (
      <LinkNotice icon={LoaderCircle} spinning title={t("codeSoonTitle")} hint={t("codeSoonHint")} />
    );
  }
  return (
    <>
      <QrPicture key={data.qrCode} text={data.qrCode} label={t("qrAlt", { name })} />
      <div className="mt-4.5 flex items-center gap-3">
        <CountdownRing key={data.qrCode} expiresAt={data.expiresAt} />
        <div>
          <p className="font-semibold">{t("qrWaiting")}</p>
          <p className="text-[13px]/[18px] text-muted">
            {data.number === null ? t("renewsPlain") : t("renews", { number: data.number, of: data.of })}
          </p>
        </div>
      </div>
      <p role="status" className="sr-only">
        {data.number !== null && data.number > 1 ? t("renewed", { number: data.number, of: data.of }) : null}
      </p>
    </>
  );
}
