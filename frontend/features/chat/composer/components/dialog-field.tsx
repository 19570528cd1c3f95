"use client";

import { FieldError, Input, Label, TextField } from "@heroui/react";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<typeof TextField>, "children"> & { label: string; error?: string | null; maxLength?: number };

/** A labelled field of a dialog, with what is wrong about it. */
export function DialogField({ label, error, ...props }: Props) {
  return (
    <TextField autoComplete="off" isInvalid={Boolean(error)} className="w-full" {...props}>
      <Label>{label}</Label>
      <Input className="h-[46px] text-base sm:h-10 sm:text-sm" />
      {error && <FieldError>{error}</FieldError>}
    </TextField>
  );
}
