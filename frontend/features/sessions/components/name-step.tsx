import { Button } from "@heroui/react";
import { useTranslations } from "next-intl";
import type { Control } from "react-hook-form";
import { FormTextField } from "@/features/sessions/components/form-text-field";
import type { NewSessionForm } from "@/features/sessions/lib/session-form";

/** What the number is called. */
export function NameStep({ control }: { control: Control<NewSessionForm> }) {
  const t = useTranslations("sessions.create");
  return (
    <div className="grid gap-6">
      <FormTextField control={control} name="sessionName" label={t("name")} hint={t("nameHint")} autoFocus />
      <Button type="submit" className="justify-self-end max-sm:h-11 max-sm:w-full">
        {t("next")}
      </Button>
    </div>
  );
}
