"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { qrQuery } from "@/features/sessions/api/qr";
import { LinkInstructions } from "@/features/sessions/components/link-instructions";
import { LinkPanel } from "@/features/sessions/components/link-panel";
import { LinkTrack } from "@/features/sessions/components/link-track";
import { type LinkStage, type LinkWay, trackStep } from "@/features/sessions/lib/link-stage";
import { isImporting } from "@/features/sessions/lib/use-link";
import { useMediaQuery } from "@/hooks/use-media-query";
import type { Session } from "@/lib/api/types";
import { cn } from "@/lib/cn";

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
  const isLinked = stage === "linked";
  const qr = useQuery({ ...qrQuery(session.id), enabled: stage === "code" && way === "qr" });
  return (
    <>
      <div className={cn("card-flat grid overflow-hidden", !isLinked && "min-[900px]:grid-cols-[minmax(0,1fr)_404px]")}>
        {!isLinked && <LinkInstructions name={session.sessionName} way={way} onWay={choose} />}
        <section
          aria-label={t("panel")}
          className={cn(
            "grid content-center justify-items-center p-4 sm:p-7",
            !isLinked && "border-border bg-surface-secondary max-[899px]:border-t sm:min-h-[460px] min-[900px]:border-s",
          )}
        >
          <div className={cn("w-full", isLinked ? "max-w-[460px] sm:py-7" : "max-w-[360px]")}>
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
