"use client";

import { Phone, PhoneMissed, Video } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { Message } from "@/lib/api/types";
import { rejectCall } from "@/features/chat/api/actions";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useMessageChange } from "@/features/chat/bubbles/use-message-change";
import { useNow } from "@/features/chat/bubbles/use-now";

/** A phone doesn't ring longer, in milliseconds: WhatsApp doesn't always tell that a call ended. */
const RINGS = 90_000;

type Props = { message: TimelineMessage; call: NonNullable<Message["call"]> };

/** A call: who called is the chat; it may be rejected while it rings. */
export function CallLine({ message, call }: Props) {
  const t = useTranslations("conversation.call");
  const format = useFormatter();
  const change = useMessageChange();
  const now = useNow();
  const ringing = call.state === "ringing" && now - Date.parse(message.timestamp) < RINGS;
  const missed = call.state === "rejected" || (call.state === "ringing" && !ringing);
  const Icon = call.video ? Video : missed ? PhoneMissed : Phone;
  const time = format.dateTime(new Date(message.timestamp), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const words = {
    ringing: call.video ? t("ringingVideo", { time }) : t("ringing", { time }),
    accepted: call.video ? t("acceptedVideo", { time }) : t("accepted", { time }),
    rejected: call.video ? t("rejectedVideo", { time }) : t("rejected", { time }),
    ended: call.video ? t("missedVideo", { time }) : t("missed", { time }),
  }[call.state === "ringing" && !ringing ? "ended" : call.state];
  return (
    <>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span className="tabular-nums">{words}</span>
      {ringing && (
        <button
          type="button"
          disabled={change.isPending}
          onClick={() => change.mutate({ message, ask: () => rejectCall(message, call.id) })}
          className="min-h-7 rounded-2xl bg-danger-soft px-2.5 font-[620] text-danger-soft-foreground pointer-coarse:min-h-10"
        >
          {t("reject")}
        </button>
      )}
    </>
  );
}
