"use client";

import { Button } from "@heroui/react";
import { useTranslations } from "next-intl";
import { type Control, Controller } from "react-hook-form";
import { SwitchField } from "@/components/switch-field";
import { CreateProblem } from "@/features/sessions/components/create-problem";
import { HistoryField } from "@/features/sessions/components/history-field";
import type { NewSessionForm } from "@/features/sessions/lib/session-form";

type Props = { control: Control<NewSessionForm>; isPending: boolean; error: unknown; onBack: () => void };

/** What of the past comes in, and whether groups do. */
export function OptionsStep({ control, isPending, error, onBack }: Props) {
  const t = useTranslations("sessions.create");
  return (
    <div className="grid gap-6">
      <Controller control={control} name="historyDays" render={({ field }) => <HistoryField value={field.value} onChange={field.onChange} />} />
      <Controller
        control={control}
        name="ignoreGroups"
        render={({ field }) => (
          <SwitchField label={t("ignoreGroups")} hint={t("ignoreGroupsHint")} value={field.value} onChange={field.onChange} />
        )}
      />
      {error != null && <CreateProblem error={error} />}
      <div className="flex justify-end gap-2 max-sm:flex-col-reverse">
        <Button variant="tertiary" onPress={onBack} className="max-sm:h-11 max-sm:w-full">
          {t("previous")}
        </Button>
        <Button type="submit" isPending={isPending} className="max-sm:h-11 max-sm:w-full">
          {t("submit")}
        </Button>
      </div>
    </div>
  );
}
