"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { sessionsQuery } from "@/lib/queries/sessions";
import { newsBetween, type SessionNews as News } from "@/lib/queries/sessions-live";

const texts = {
  connected: "connected",
  scan: "scan",
  passkey: "passkey",
  limited: "limited",
  quota: "limited",
  unlinked: "unlinked",
  expired: "expired",
  broken: "broken",
  stopped: "stopped",
  removed: "removed",
} as const satisfies Partial<Record<News["key"], string>>;

const isTold = (key: News["key"]): key is keyof typeof texts => key in texts;

/** Tells those who can't see the page when a number changes its state. */
export function SessionNews() {
  const t = useTranslations("sessions.state.news");
  const { data: sessions } = useQuery(sessionsQuery());
  const [seen, setSeen] = useState(sessions);
  const [news, setNews] = useState<News[]>([]);
  if (sessions !== seen) {
    const fresh = sessions && seen ? newsBetween(seen, sessions) : [];
    setSeen(sessions);
    if (fresh.length > 0) setNews(fresh);
  }
  return (
    <p role="status" className="sr-only">
      {news.map(({ name, key }) => (isTold(key) ? `${t(texts[key], { name })}. ` : null))}
    </p>
  );
}
