"use client";

import { Button } from "@heroui/react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";

const QrPicture = dynamic(() => import("@/features/sessions/components/qr-picture").then((m) => m.QrPicture), {
  loading: () => <div className="aspect-square w-full rounded-[14px] bg-white" />,
});

/** What is blurred has the looks of a code and leads nowhere. */
const LOOKS = "https://www.whatsapp.com/ ".repeat(8);

type Props = { problem: string | undefined; onAnother: () => void };

/** After the last code: nobody scanned it, and another is a press away. */
export function QrExpired({ problem, onAnother }: Props) {
  const t = useTranslations("sessions.link");
  return (
    <div>
      <div className="relative">
        <QrPicture text={LOOKS} blurred />
        <div className="absolute inset-0 grid place-items-center">
          <Button onPress={onAnother} className="shadow-overlay max-sm:h-11">
            {t("another")}
          </Button>
        </div>
      </div>
      <div role="status" className="mt-4.5">
        <p className="font-semibold">{t("expiredTitle")}</p>
        <p className="text-[13px]/[18px] text-muted">{problem ?? t("expiredHint")}</p>
      </div>
    </div>
  );
}
