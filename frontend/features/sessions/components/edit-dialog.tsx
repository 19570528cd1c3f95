"use client";

import { Button } from "@heroui/react";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Controller, useForm, useWatch } from "react-hook-form";
import { toast } from "sonner";
import { AppDialog } from "@/components/app-dialog";
import { NumberBadge } from "@/components/number-badge";
import { SwitchField } from "@/components/switch-field";
import { useUpdateSession } from "@/features/sessions/api/update-session";
import { ColorField } from "@/features/sessions/components/color-field";
import { FormTextField } from "@/features/sessions/components/form-text-field";
import { changedLook, type Look, lookOf, lookSchema } from "@/features/sessions/lib/session-form";
import { useErrorText } from "@/hooks/use-error-text";
import { isApiError } from "@/lib/api/errors";
import type { Session } from "@/lib/api/types";

type Props = { session: Session; onClose: () => void };

/** How a number looks here: its name, initials and colour, with a badge that shows it; and whether groups come in. */
export function EditDialog({ session, onClose }: Props) {
  const t = useTranslations("sessions.edit");
  const tSessions = useTranslations("sessions");
  const tCommon = useTranslations("common");
  const say = useErrorText();
  const id = useId();
  const { mutateAsync } = useUpdateSession(session.id);
  const form = useForm<Look>({ resolver: zodResolver(lookSchema), defaultValues: lookOf(session) });
  const { errors, isSubmitting } = form.formState;
  const look = useWatch({ control: form.control });

  async function save(wanted: Look) {
    const changes = changedLook(session, wanted);
    if (Object.keys(changes).length === 0) return onClose();
    try {
      await mutateAsync(changes);
      toast.success(tSessions("done.saved"));
      onClose();
    } catch (error) {
      const field = isApiError(error) && error.code === "initials_taken" ? "initials" : "root";
      form.setError(field, { message: say(error) });
    }
  }

  return (
    <AppDialog
      title={t("title")}
      onClose={onClose}
      footer={
        <>
          <Button variant="tertiary" onPress={onClose} className="max-sm:h-11 max-sm:w-full">
            {tCommon("cancel")}
          </Button>
          <Button type="submit" form={id} isPending={isSubmitting} className="max-sm:h-11 max-sm:w-full">
            {tCommon("save")}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={form.handleSubmit(save)} className="grid gap-4 pt-2">
        <div className="flex items-end gap-3.5">
          <NumberBadge
            initials={look.initials?.trim().toUpperCase().slice(0, 2) || session.initials}
            color={look.color ?? session.color}
            name={session.sessionName}
            size={44}
          />
          <FormTextField control={form.control} name="initials" label={t("initials")} className="w-24" maxLength={2} />
        </div>
        <p className="-mt-2 text-[12.5px]/[18px] text-muted">{t("initialsHint")}</p>
        <FormTextField control={form.control} name="sessionName" label={t("name")} hint={t("nameHint")} />
        <Controller control={form.control} name="color" render={({ field }) => <ColorField value={field.value} onChange={field.onChange} />} />
        <Controller
          control={form.control}
          name="ignoreGroups"
          render={({ field }) => (
            <SwitchField label={t("ignoreGroups")} hint={t("ignoreGroupsHint")} value={field.value} onChange={field.onChange} />
          )}
        />
        {errors.root && (
          <p role="alert" className="text-danger-soft-foreground">
            {errors.root.message}
          </p>
        )}
      </form>
    </AppDialog>
  );
}
