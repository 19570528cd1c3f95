"use client";

import { Button } from "@heroui/react";
import { Copy, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Pairing } from "@/features/sessions/components/pairing-panel";
import { groupCode } from "@/features/sessions/lib/pairing-code";
import { useCopy } from "@/hooks/use-copy";
import { formatPhone } from "@/lib/phone";

type Props = { pairing: Pairing; onChange: () => void };

/** The eight letters to type on the phone. */
export function PairingCode({ pairing: { code, phone }, onChange }: Props) {
  const t = useTranslations("sessions.link");
  const copy = useCopy();
  const groups = groupCode(code);
  const spelled = groups.map((group) => [...group].join(" ")).join(", ");
  return (
    <>
      <div
        role="group"
        aria-label={t("codeLabel", { letters: spelled })}
        className="flex items-center justify-center gap-2.5 rounded-[14px] border border-border bg-surface px-2 py-5 font-mono text-[30px]/[44px] font-semibold tracking-[0.1em] max-[359px]:text-2xl sm:gap-3.5 sm:px-3 sm:py-[30px] sm:text-4xl"
      >
        {groups.map((group, index) => (
          <Fragment key={index}>
            {index > 0 && <span className="h-[3px] w-3 rounded-sm bg-field-border" />}
            <span className="-me-[0.1em]">{group}</span>
          </Fragment>
        ))}
      </div>
      <Button
        variant="outline"
        fullWidth
        onPress={() => copy(groups.join("-"), { done: t("copied"), failed: t("copyFailed") })}
        className="mt-3 h-11 bg-surface sm:h-9"
      >
        <Copy aria-hidden />
        {t("copy")}
      </Button>
      <p className="mt-3 text-[13.5px] text-muted">
        {t.rich("codeFor", { phone: formatPhone(phone), b: (text) => <b className="font-semibold text-foreground tabular-nums">{text}</b> })}{" "}
        <button type="button" onClick={onChange} className="min-h-6 cursor-pointer font-[550] text-link underline-offset-[3px] hover:underline">
          {t("change")}
        </button>
      </p>
      <div className="mt-4.5 flex items-center gap-3">
        <LoaderCircle className="mx-2.5 size-6 shrink-0 animate-spin text-accent motion-reduce:animate-none" aria-hidden />
        <div role="status">
          <p className="font-semibold">{t("codeWaiting")}</p>
          <p className="text-[13px]/[18px] text-muted">{t("codeHint")}</p>
        </div>
      </div>
    </>
  );
}
