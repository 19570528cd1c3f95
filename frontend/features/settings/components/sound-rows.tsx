"use client";

import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { SelectRow } from "@/features/settings/components/select-row";
import { SettingRow } from "@/features/settings/components/setting-row";
import { type Sound, usePreferences } from "@/lib/preferences";
import { playSound } from "@/lib/sound";

/** Which sound, and how loud. Each change is heard at once. */
export function SoundRows() {
  const t = useTranslations("settings.notices");
  const { sound, soundVolume } = usePreferences();
  const id = useId();
  const options: { value: Sound; label: string }[] = [
    { value: "soft", label: t("soundSoft") },
    { value: "bell", label: t("soundBell") },
    { value: "none", label: t("soundNone") },
  ];
  const choose = (next: Sound) => {
    usePreferences.setState({ sound: next });
    playSound(next, soundVolume);
  };
  return (
    <>
      <SelectRow title={t("sound")} hint={t("soundHint")} value={sound} options={options} onChange={choose} />
      <SettingRow title={t("volume")} controlId={id}>
        <div className="flex items-center gap-3">
          <input
            id={id}
            type="range"
            min={0}
            max={1}
            step={0.1}
            value={soundVolume}
            disabled={sound === "none"}
            onChange={(event) => usePreferences.setState({ soundVolume: event.target.valueAsNumber })}
            className="h-9 w-36 accent-accent"
          />
          <button
            type="button"
            disabled={sound === "none"}
            onClick={() => playSound(sound, soundVolume)}
            className="button button--tertiary max-sm:h-10"
          >
            <Play aria-hidden />
            {t("listen")}
          </button>
        </div>
      </SettingRow>
    </>
  );
}
