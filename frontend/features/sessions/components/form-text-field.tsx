"use client";

import { Description, FieldError, Input, Label, TextField } from "@heroui/react";
import { useTranslations } from "next-intl";
import { type Control, Controller, type FieldPath, type FieldValues } from "react-hook-form";
import { cn } from "@/lib/cn";

type Props<T extends FieldValues> = {
  control: Control<T>;
  name: FieldPath<T>;
  label: string;
  hint?: string;
  maxLength?: number;
  autoFocus?: boolean;
  className?: string;
};

/** A line of text in a form. What is wrong with it comes as a key of ours, or in the server's words. */
export function FormTextField<T extends FieldValues>({ control, name, label, hint, maxLength, autoFocus, className }: Props<T>) {
  const t = useTranslations("sessions.edit");
  const known: Record<string, string> = {
    nameRequired: t("nameRequired"),
    nameLong: t("nameLong"),
    initialsBad: t("initialsBad"),
  };
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { ref, ...field }, fieldState: { invalid, error } }) => (
        <TextField
          {...field}
          isInvalid={invalid}
          validationBehavior="aria"
          autoComplete="off"
          autoFocus={autoFocus}
          maxLength={maxLength}
          className={cn("w-full", className)}
        >
          <Label className="text-[13px] font-[550]">{label}</Label>
          <Input ref={ref} dir="auto" className="h-[46px] text-base sm:h-10 sm:text-sm" />
          {hint && <Description className="text-[12.5px]/[18px] text-muted">{hint}</Description>}
          <FieldError>{known[error?.message ?? ""] ?? error?.message}</FieldError>
        </TextField>
      )}
    />
  );
}
