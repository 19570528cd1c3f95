"use client";

import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { HintBox } from "@/features/sessions/components/hint-box";
import { StepList } from "@/features/sessions/components/step-list";
import { strong } from "@/features/sessions/components/strong";

/** What to do on the phone to type the code. */
export function CodeSteps() {
  const t = useTranslations("sessions.link");
  return (
    <div className="flex w-full flex-1 flex-col justify-between gap-5 sm:gap-7">
      <StepList steps={[t.rich("codeStep1", { b: strong }), t.rich("codeStep2", { b: strong }), t("codeStep3")]} />
      <HintBox icon={Bell}>{t.rich("notice", { b: strong })}</HintBox>
    </div>
  );
}
