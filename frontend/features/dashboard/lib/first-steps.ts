import type { Dashboard, Session } from "@/lib/api/types";

/** What a new person does, in this order. */
export type FirstStep = "account" | "connect" | "message" | "notices";

type What = { sessions: Session[]; dashboard: Dashboard; notices: boolean };

/** Which steps are done. */
export function firstSteps({ sessions, dashboard, notices }: What): Record<FirstStep, boolean> {
  return {
    account: true,
    connect: sessions.some((session) => session.phoneNumber !== null),
    message: dashboard.unread.chats > 0 || dashboard.days.some((day) => day.incoming + day.outgoing > 0),
    notices,
  };
}

/** Whether the person is still at the beginning: until a number is linked and a message came or went there is nothing to tell about. */
export const isBeginning = ({ connect, message }: Record<FirstStep, boolean>) => !(connect && message);
