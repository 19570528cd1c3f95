"use client";

import { Keyboard, QrCode } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Segments } from "@/components/segments";
import { qrQuery } from "@/features/sessions/api/qr";
import { CodeSteps } from "@/features/sessions/components/code-steps";
import { LinkPanel } from "@/features/sessions/components/link-panel";
import { LinkTrack } from "@/features/sessions/components/link-track";
import { QrSteps } from "@/features/sessions/components/qr-steps";
import { type LinkStage, trackStep } from "@/features/sessions/lib/link-stage";
import { isImporting } from "@/features/sessions/lib/use-link";
import { useMediaQuery } from "@/hooks/use-media-query";
import type { Session } from "@/lib/api/types";

export type LinkWay = "qr" | "code";

type Props = {
  session: Session;
  stage: LinkStage;
  begin: (command: "start" | "restart") => void;
  beginError: unknown;
};

/** What to do on the phone, beside the code. On a phone the code to type comes first: the QR would be on the very phone that must scan it. */
export function LinkCard({ session, stage, begin, beginError }: Props) {
  const t = useTranslations("sessions.link");
  const isPhone = useMediaQuery("(width < 40rem)");
  const [chosen, choose] = useState<LinkWay | null>(null);
  const way = chosen ?? (isPhone ? "code" : "qr");
  const qr = useQuery({ ...qrQuery(session.id), enabled: stage === "code" && way === "qr" });
  return (
    <>
      <div className="card-flat grid overflow-hidden min-[900px]:grid-cols-[minmax(0,1fr)_404px]">
        <section className="flex flex-col items-start gap-5 p-4 sm:gap-7 sm:p-7 sm:pe-9">
          <Segments
            label={t("ways")}
            value={way}
            onChange={choose}
            options={[
              { value: "qr", label: <><QrCode className="size-[15px] max-[359px]:hidden" aria-hidden />{t("wayQr")}</> },
              { value: "code", label: <><Keyboard className="size-[15px] max-[359px]:hidden" aria-hidden />{t("wayCode")}</> },
            ]}
            className="max-sm:w-full"
          />
          {way === "qr" ? <QrSteps name={session.sessionName} onUseCode={() => choose("code")} /> : <CodeSteps />}
        </section>
        <section
          aria-label={t("track")}
          className="grid content-center justify-items-center border-border bg-surface-secondary p-4 max-[899px]:border-t sm:min-h-[460px] sm:p-7 min-[900px]:border-s"
        >
          <div className="w-full max-w-[360px]">
            <LinkPanel session={session} stage={stage} way={way} qr={qr} begin={begin} beginError={beginError} />
          </div>
        </section>
      </div>
      <LinkTrack
        step={trackStep(stage, way === "code" || qr.data !== undefined, isImporting(session))}
        isStill={stage === "expired" || stage === "failed" || stage === "stopped" || stage === "unlinked"}
        days={session.historyDays}
      />
    </>
  );
}
