import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { isUnderWay, linkStage } from "@/features/sessions/lib/link-stage";
import type { Session } from "@/lib/api/types";
import { useLiveStatus } from "@/lib/live/status";
import { useSessionCommand } from "@/lib/queries/session-commands";
import { sessionsQuery } from "@/lib/queries/sessions";

/** How often the server is asked while the live feed brings nothing, and while it does, in milliseconds. */
const SILENT = 2000;
const LIVE = 15_000;

export const isImporting = (session: Session) => session.import?.state === "running" && session.import.reason === "history";

/** A number on its way to being linked. The live feed moves it; where the feed is silent, the list is asked again. */
export function useLink(id: string) {
  const live = useLiveStatus();
  const [sawCode, setSawCode] = useState(false);
  const stageOf = (session: Session) => linkStage(session, sawCode);
  const sessions = useQuery({
    ...sessionsQuery(),
    refetchInterval: ({ state }) => {
      const session = state.data?.find((one) => one.id === id);
      if (!session || !isUnderWay(stageOf(session), isImporting(session))) return false;
      return live === "live" ? LIVE : SILENT;
    },
  });
  const session = sessions.data?.find((one) => one.id === id);
  const stage = session && stageOf(session);
  if (stage === "code" && !sawCode) setSawCode(true);

  const { mutate, isPending, error } = useSessionCommand();
  const begin = (command: "start" | "restart") => {
    setSawCode(false);
    mutate({ id, command });
  };

  // Who comes here with a number that lost its login, or whose codes ran out, wants a new code.
  const hasArrived = useRef(false);
  useEffect(() => {
    if (!stage || hasArrived.current) return;
    hasArrived.current = true;
    if (stage === "unlinked" || stage === "expired") mutate({ id, command: "restart" });
  }, [stage, id, mutate]);

  return { sessions, session, stage: isPending ? "preparing" : stage, begin, beginError: error };
}
