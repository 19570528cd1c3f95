"use client";

import { Button } from "@heroui/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Segments } from "@/components/segments";
import { useStartImport } from "@/features/sessions/api/imports";
import { useErrorText } from "@/hooks/use-error-text";
import type { Session } from "@/lib/api/types";

const choices = ["7", "30", "90"] as const;

/** Reads the past of a connected number again. */
export function ReadAgain({ session }: { session: Session }) {
  const t = useTranslations("sessions.imports");
  const say = useErrorText();
  const [days, setDays] = useState<(typeof choices)[number]>("30");
  const { mutate, isPending, error } = useStartImport(session.id);
  if (session.status !== "connected") return <p className="my-3 rounded-2xl bg-surface-secondary px-3 py-2 text-muted">{t("needsConnection")}</p>;
  return (
    <div className="my-3 grid gap-2 rounded-2xl bg-surface-secondary p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segments
          label={t("howFar")}
          value={days}
          onChange={setDays}
          options={choices.map((value) => ({ value, label: t("days", { days: value }) }))}
          className="max-sm:w-full"
        />
        <Button
          variant="primary"
          isPending={isPending}
          isDisabled={session.import?.state === "running"}
          onPress={() => mutate(Number(days))}
          className="max-sm:h-11 max-sm:w-full"
        >
          {t("again")}
        </Button>
      </div>
      <p className="text-[12.5px]/[18px] text-muted">{t("againHint")}</p>
      {error && (
        <p role="alert" className="text-danger-soft-foreground">
          {say(error)}
        </p>
      )}
    </div>
  );
}
