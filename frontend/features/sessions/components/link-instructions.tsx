"use client";

import { Keyboard, QrCode } from "lucide-react";
import { useTranslations } from "next-intl";
import { Segments } from "@/components/segments";
import { CodeSteps } from "@/features/sessions/components/code-steps";
import { QrSteps } from "@/features/sessions/components/qr-steps";
import type { LinkWay } from "@/features/sessions/lib/link-stage";

type Props = { name: string; way: LinkWay; onWay: (way: LinkWay) => void };

/** What to do on the phone, by the way of linking that was chosen. */
export function LinkInstructions({ name, way, onWay }: Props) {
  const t = useTranslations("sessions.link");
  const icon = "size-[15px] max-[359px]:hidden";
  return (
    <section className="flex flex-col items-start gap-5 p-4 sm:gap-7 sm:p-7 sm:pe-9">
      <Segments
        label={t("ways")}
        value={way}
        onChange={onWay}
        options={[
          {
            value: "qr",
            label: (
              <>
                <QrCode className={icon} aria-hidden />
                {t("wayQr")}
              </>
            ),
          },
          {
            value: "code",
            label: (
              <>
                <Keyboard className={icon} aria-hidden />
                {t("wayCode")}
              </>
            ),
          },
        ]}
        className="max-sm:w-full"
      />
      {way === "qr" ? <QrSteps name={name} onUseCode={() => onWay("code")} /> : <CodeSteps />}
    </section>
  );
}
