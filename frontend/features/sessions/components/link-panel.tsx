"use client";

import { Button } from "@heroui/react";
import type { UseQueryResult } from "@tanstack/react-query";
import { CirclePause, CircleX, KeyRound, LoaderCircle, ScanLine, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { ProgressLine } from "@/components/progress-line";
import type { Qr } from "@/features/sessions/api/qr";
import { LinkNotice } from "@/features/sessions/components/link-notice";
import { LinkedPanel } from "@/features/sessions/components/linked-panel";
import { PairingPanel } from "@/features/sessions/components/pairing-panel";
import { QrExpired } from "@/features/sessions/components/qr-expired";
import { QrPanel } from "@/features/sessions/components/qr-panel";
import type { LinkStage, LinkWay } from "@/features/sessions/lib/link-stage";
import { useErrorText } from "@/hooks/use-error-text";
import type { Session } from "@/lib/api/types";
import { numberState } from "@/lib/number-state";
import { useNumberWords } from "@/lib/number-words";

type Props = {
  session: Session;
  stage: LinkStage;
  way: LinkWay;
  qr: UseQueryResult<Qr>;
  begin: (command: "start" | "restart") => void;
  beginError: unknown;
};

/** The code, or the words for what there is in its place. */
export function LinkPanel({ session, stage, way, qr, begin, beginError }: Props) {
  const t = useTranslations("sessions.link");
  const words = useNumberWords();
  const say = useErrorText();
  const problem = beginError ? say(beginError) : undefined;
  switch (stage) {
    case "code":
      return way === "qr" ? <QrPanel name={session.sessionName} qr={qr} /> : <PairingPanel session={session} />;
    case "linked":
      return <LinkedPanel session={session} />;
    case "expired":
      return <QrExpired problem={problem} onAnother={() => begin("restart")} />;
    case "pulling":
      return (
        <LinkNotice icon={LoaderCircle} spinning title={t("pullingTitle")} hint={t("preparingHint")}>
          <ProgressLine label={t("pullingTitle")} value={session.phasePercent ?? 0} max={session.phasePercent === null ? 0 : 100} />
          {session.phasePercent !== null && <p className="mt-1.5 text-muted tabular-nums">{`${session.phasePercent} %`}</p>}
        </LinkNotice>
      );
    case "preparing":
      return <LinkNotice icon={LoaderCircle} spinning title={t("preparingTitle")} hint={t("preparingHint")} />;
    case "creating":
      return <LinkNotice icon={LoaderCircle} spinning title={t("creatingTitle")} hint={t("preparingHint")} />;
    case "booting":
      return <LinkNotice icon={LoaderCircle} spinning title={t("bootingTitle")} hint={t("codeSoonHint")} />;
    case "returning":
      return <LinkNotice icon={LoaderCircle} spinning title={t("returningTitle")} hint={t("returningHint")} />;
    case "scanned":
      return <LinkNotice icon={ScanLine} title={t("scannedTitle")} hint={t("scannedHint")} />;
    case "passkey":
      return <LinkNotice icon={KeyRound} title={t("passkeyTitle")} hint={t("passkeyHint")} />;
    case "passkeyConfirm":
      return <LinkNotice icon={KeyRound} title={t("passkeyConfirmTitle")} hint={t("passkeyConfirmHint")} />;
    case "stopped":
      return (
        <LinkNotice icon={CirclePause} title={t("stoppedTitle")} hint={problem ?? t("stoppedHint")}>
          <Button onPress={() => begin("start")}>{t("start")}</Button>
        </LinkNotice>
      );
    case "unlinked":
      return (
        <LinkNotice icon={TriangleAlert} tone="bad" title={t("unlinkedTitle")} hint={problem ?? t("unlinkedHint")}>
          <Button onPress={() => begin("restart")}>{t("rescan")}</Button>
        </LinkNotice>
      );
    case "failed":
      return (
        <LinkNotice icon={CircleX} tone="bad" title={t("failedTitle")} hint={problem ?? words.reason(session, numberState(session), new Date())}>
          <Button onPress={() => begin("restart")}>{t("retry")}</Button>
          <LinkButton href={`/sessions?logs=${session.id}`} variant="ghost">
            {t("viewLogs")}
          </LinkButton>
        </LinkNotice>
      );
  }
}
