"use client";

import { CircleAlert, CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { deleteMessage, retryMessage } from "@/features/chat/api/actions";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useMessageChange } from "@/features/chat/bubbles/use-message-change";

/** Below an own message that didn't go out, or of which that isn't known: why, and what to do. */
export function FailureLine({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation");
  const change = useMessageChange();
  const { local, status } = message;
  if (status === "unknown") {
    return (
      <p className="mt-1 flex max-w-[520px] items-start gap-1.5 text-[12.5px]/[18px] text-muted">
        <CircleHelp className="mt-0.5 size-3.5 shrink-0" aria-hidden />
        {t("unknownOutcome")}
      </p>
    );
  }
  const reason = local ? local.error?.message : message.errorReason;
  const retry = local ? local.retry : () => change.mutate({ message, ask: () => retryMessage(message), patch: { status: "queued" } });
  const discard = local ? local.discard : () => change.mutate({ message, ask: () => deleteMessage(message), removes: true });
  return (
    <div className="mt-1 max-w-[520px] text-end text-[12.5px]/[18px] text-danger-soft-foreground">
      <CircleAlert className="me-1.5 mb-0.5 inline size-3.5 stroke-[2.2]" aria-hidden />
      {reason ? t("failedBecause", { reason }) : t("failed")}
      <span className="pointer-coarse:flex pointer-coarse:justify-end">
        {retry && <FailureButton onPress={retry}>{t("retry")}</FailureButton>}
        {discard && <FailureButton onPress={discard}>{t("discard")}</FailureButton>}
      </span>
    </div>
  );
}

function FailureButton({ onPress, children }: { onPress: () => void; children: string }) {
  return (
    <button type="button" onClick={onPress} className="ms-2 min-h-6 px-0.5 font-[620] underline underline-offset-2 pointer-coarse:min-h-9">
      {children}
    </button>
  );
}
