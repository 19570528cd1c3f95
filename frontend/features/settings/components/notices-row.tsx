"use client";

import { useTranslations } from "next-intl";
import { ToggleRow } from "@/features/settings/components/toggle-row";
import { askForNotices, useNoticePermission } from "@/features/settings/use-notice-permission";
import { usePreferences } from "@/lib/preferences";

/** Desktop notifications. The first press asks the browser; where it says no, the row says how to change that. */
export function NoticesRow() {
  const t = useTranslations("settings.notices");
  const permission = useNoticePermission();
  const wanted = usePreferences((state) => state.notifications);
  const possible = permission === "default" || permission === "granted";
  const change = async (value: boolean) => {
    const notifications = value && (permission === "granted" || (await askForNotices()));
    usePreferences.setState({ notifications });
  };
  const hints = { denied: t("denied"), unsupported: t("unsupported"), default: t("messagesHint"), granted: t("messagesHint") };
  return (
    <ToggleRow
      title={t("messages")}
      hint={hints[permission]}
      value={wanted && permission === "granted"}
      disabled={!possible}
      onChange={change}
    />
  );
}
