"use client";

import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import type { Session } from "@/lib/api/types";
import type { NumberAction, NumberState, NumberStateKey } from "@/lib/number-state";

const words = {
  stopped: "word.stopped",
  stopping: "word.stopping",
  deleting: "word.deleting",
  starting: "word.starting",
  scan: "word.scan",
  passkey: "word.passkey",
  connected: "word.connected",
  limited: "word.limited",
  quota: "word.quota",
  silent: "word.silent",
  unlinked: "word.unlinked",
  expired: "word.expired",
  broken: "word.broken",
} as const satisfies Record<NumberStateKey, string>;

const actions = {
  start: "action.start",
  showCode: "action.showCode",
  openChats: "action.openChats",
  whatToDo: "action.whatToDo",
  check: "action.check",
  rescan: "action.rescan",
  restart: "action.restart",
} as const satisfies Record<NumberAction, string>;

const phases = {
  pulling_image: "reason.pulling",
  creating_container: "reason.creating",
  starting_waha: "reason.booting",
} as const satisfies Record<NonNullable<Session["phase"]>, string>;

/** What the server calls the ways in which a number breaks, in our words. Others are said in the server's own. */
const broken = {
  waha_failed: "broken.refused",
  container_crash_loop: "broken.crashing",
  image_missing: "broken.imageMissing",
  container_start_failed: "broken.notCreated",
  waha_not_answering: "broken.notAnswering",
  waha_stuck_starting: "broken.stuck",
} as const;

const MINUTE = 60_000;

const isKnown = (code: string | null): code is keyof typeof broken => code !== null && code in broken;

/** Says a number's state, the reason below it and the next action, in the person's language. */
export function useNumberWords() {
  const t = useTranslations("sessions.state");
  const format = useFormatter();
  const moment = useMoment();

  function reason(session: Session, { key }: NumberState, now: Date): string {
    switch (key) {
      case "stopped":
        return session.phoneNumber ? t("reason.stopped") : t("reason.stoppedUnlinked");
      case "stopping":
        return t("reason.stopping");
      case "deleting":
        return t("reason.deleting");
      case "starting":
        return starting(session);
      case "scan":
        return t("reason.scan");
      case "passkey":
        return t("reason.passkey");
      case "limited": {
        const until = moment(new Date(session.restrictedUntil ?? now), now);
        return until.today ? t("reason.limited", { time: until.text }) : t("reason.limitedLater", { date: until.text });
      }
      case "quota":
        return t("reason.quota", { total: session.newContactQuota?.total ?? 0 });
      case "silent":
        return t("reason.silent");
      case "unlinked": {
        if (session.unlinkedAt === null) return t("reason.unlinked");
        const since = moment(new Date(session.unlinkedAt), now);
        return since.today ? t("reason.unlinkedToday", { time: since.text }) : t("reason.unlinkedSince", { date: since.text });
      }
      case "expired":
        return t("reason.expired");
      case "broken":
        return isKnown(session.errorCode) ? t(broken[session.errorCode]) : (session.errorReason ?? t("broken.unknown"));
      case "connected":
        return connected(session, now);
    }
  }

  function starting({ phase, phasePercent, phoneNumber }: Session): string {
    if (phase === "pulling_image" && phasePercent !== null) return t("reason.pullingPercent", { percent: phasePercent });
    if (phase) return t(phases[phase]);
    return phoneNumber ? t("reason.returning") : t("reason.preparing");
  }

  function connected({ import: reading, lastConnectedAt }: Session, now: Date): string {
    if (reading?.state === "running" && reading.reason === "history") {
      return reading.chatsTotal > 0
        ? t("reason.importing", { done: reading.chatsDone, total: reading.chatsTotal })
        : t("reason.importStarting");
    }
    const since = lastConnectedAt === null ? now.getTime() : Date.parse(lastConnectedAt);
    if (now.getTime() - since < MINUTE) return t("reason.connected");
    return t("reason.steady", { ago: format.relativeTime(since, now) });
  }

  return {
    word: (state: NumberState) => t(words[state.key]),
    reason,
    action: (action: NumberAction) => t(actions[action]),
  };
}

/** Writes a moment as people say it: the hour alone if it is today's. */
export function useMoment() {
  const format = useFormatter();
  const timeZone = useTimeZone();
  const day = (date: Date) => format.dateTime(date, { timeZone, year: "numeric", month: "numeric", day: "numeric" });
  return (date: Date, now: Date) => {
    const today = day(date) === day(now);
    const clock = { hour: "numeric", minute: "2-digit" } as const;
    const text = format.dateTime(date, today ? clock : { ...clock, weekday: "long", day: "numeric", month: "long" });
    return { today, text };
  };
}
