"use client";

import { Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { HintBox } from "@/features/sessions/components/hint-box";
import { LinkedDevicesPicture } from "@/features/sessions/components/linked-devices-picture";
import { StepList } from "@/features/sessions/components/step-list";
import { strong } from "@/features/sessions/components/strong";

type Props = { name: string; onUseCode: () => void };

/** What to do on the phone to scan the code. */
export function QrSteps({ name, onUseCode }: Props) {
  const t = useTranslations("sessions.link");
  return (
    <div className="flex w-full flex-1 flex-col justify-between gap-7">
      <StepList
        steps={[
          t.rich("qrStep1", { name, b: strong }),
          <>
            {t.rich("qrStep2", { b: strong })}
            <p className="mt-0.5 text-[13.5px]/5 text-muted">{t("qrStep2Hint")}</p>
          </>,
          t.rich("qrStep3", { b: strong }),
        ]}
      />
      <LinkedDevicesPicture />
      <HintBox icon={Smartphone}>
        {t.rich("samePhone", {
          b: strong,
          link: (text) => (
            <button type="button" onClick={onUseCode} className="cursor-pointer font-semibold underline underline-offset-2">
              {text}
            </button>
          ),
        })}
      </HintBox>
    </div>
  );
}
