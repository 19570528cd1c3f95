"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { DialogField } from "@/features/chat/composer/components/dialog-field";
import { DialogFrame } from "@/features/chat/composer/components/dialog-frame";
import type { SendMessage } from "@/features/chat/composer/lib/use-send-message";

type Props = { onSend: SendMessage; onClose: () => void };

type Found = { at: GeolocationCoordinates } | { problem: "denied" | "unavailable" } | null;

const PATIENCE = 20_000;

/** Asks the browser where the person is, shows it and sends it when they say so. */
export function LocationDialog({ onSend, onClose }: Props) {
  const t = useTranslations("composer.location");
  const format = useFormatter();
  const [found, setFound] = useState<Found>(null);
  const [title, setTitle] = useState("");
  const at = found && "at" in found ? found.at : null;

  useEffect(() => {
    let wanted = true;
    const tell = (next: Found) => wanted && setFound(next);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => tell({ at: coords }),
      ({ code, PERMISSION_DENIED }) => tell({ problem: code === PERMISSION_DENIED ? "denied" : "unavailable" }),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60_000 },
    );
    return () => {
      wanted = false;
    };
  }, []);

  function submit() {
    if (!at) return;
    const { latitude, longitude } = at;
    onSend({ type: "location", location: { latitude, longitude, ...(title.trim() && { title: title.trim() }) } });
    onClose();
  }
  const degrees = (value: number) => format.number(value, { maximumFractionDigits: 5 });

  return (
    <DialogFrame title={t("title")} action={t("send")} isReady={at !== null} onSubmit={submit} onClose={onClose}>
      {found === null && <p role="status">{t("searching")}</p>}
      {found && "problem" in found && (
        <p role="alert" className="text-danger-soft-foreground">
          {found.problem === "denied" ? t("denied") : t("unavailable")}
        </p>
      )}
      {at && (
        <>
          <p role="status" className="tabular-nums">
            {t("found", { latitude: degrees(at.latitude), longitude: degrees(at.longitude), accuracy: format.number(Math.round(at.accuracy)) })}
          </p>
          <DialogField label={t("name")} value={title} onChange={setTitle} maxLength={200} autoFocus />
        </>
      )}
    </DialogFrame>
  );
}
