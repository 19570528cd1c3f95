"use client";

import { useTranslations } from "next-intl";
import { SettingRow } from "@/features/settings/components/setting-row";
import { ToggleRow } from "@/features/settings/components/toggle-row";
import { usePreferences } from "@/lib/preferences";

/** What the quiet hours begin with. */
const USUAL = { quietFrom: "21:00", quietTo: "07:00" };

/** Hours in which neither sounds nor notifications come. */
export function QuietHours() {
  const t = useTranslations("settings.notices");
  const { quietFrom, quietTo } = usePreferences();
  const on = quietFrom !== null && quietTo !== null;
  const field = (label: string, value: string, change: (time: string) => void) => (
    <input
      type="time"
      aria-label={label}
      required
      value={value}
      onChange={(event) => event.target.value && change(event.target.value)}
      className="input h-10 px-2 tabular-nums sm:h-9"
    />
  );
  return (
    <>
      <ToggleRow
        title={t("quiet")}
        hint={t("quietHint")}
        value={on}
        onChange={(value) => usePreferences.setState(value ? USUAL : { quietFrom: null, quietTo: null })}
      />
      {on && (
        <SettingRow title={t("quietWhen")}>
          <div className="flex items-center gap-2 text-[13.5px] text-muted">
            {field(t("quietFrom"), quietFrom, (time) => usePreferences.setState({ quietFrom: time }))}
            <span aria-hidden>–</span>
            {field(t("quietTo"), quietTo, (time) => usePreferences.setState({ quietTo: time }))}
          </div>
        </SettingRow>
      )}
    </>
  );
}
