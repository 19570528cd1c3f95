"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { type FieldProps, TextField } from "@/features/auth/components/text-field";

/** A field for a password, which can be shown, and which tells when Caps Lock is on. */
export function PasswordField({ hint, ...field }: FieldProps) {
  const t = useTranslations("auth.fields");
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  const Icon = shown ? EyeOff : Eye;
  return (
    <TextField
      {...field}
      hint={capsLock ? t("capsLock") : hint}
      type={shown ? "text" : "password"}
      spellCheck={false}
      autoCapitalize="none"
      onKeyDown={watch}
      onKeyUp={watch}
    >
      <button
        type="button"
        aria-label={t("showPassword")}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 end-1 my-auto grid size-10 place-items-center rounded-2xl text-muted hover:text-foreground sm:size-9"
      >
        <Icon className="size-[18px]" aria-hidden />
      </button>
    </TextField>
  );
}
