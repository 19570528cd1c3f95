import { useFormatter, useTranslations } from "next-intl";
import type { Session } from "@/lib/api/types";
import { numberState, type NumberStateKey } from "@/lib/number-state";

const groups = [
  { key: "connected", of: ["connected", "limited", "quota"] },
  { key: "scan", of: ["scan"] },
  { key: "expired", of: ["expired"] },
  { key: "phone", of: ["unlinked", "passkey"] },
  { key: "broken", of: ["broken"] },
  { key: "starting", of: ["starting"] },
  { key: "stopped", of: ["stopped", "stopping"] },
] as const satisfies { key: string; of: NumberStateKey[] }[];

/** How many numbers are in which state, in one line; nothing while there are none. */
export function useSummary(sessions: Session[] | undefined): string | undefined {
  const t = useTranslations("sessions.summary");
  const format = useFormatter();
  if (!sessions || sessions.length === 0) return undefined;
  const states = sessions.map((session) => numberState(session).key);
  const parts = groups.flatMap(({ key, of }) => {
    const count = states.filter((state) => (of as readonly NumberStateKey[]).includes(state)).length;
    return count > 0 ? [t(key, { count })] : [];
  });
  return format.list(parts, { type: "conjunction" });
}
