"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { PageBody } from "@/components/page-body";
import { PageHeader } from "@/components/page-header";
import { useCreateSession } from "@/features/sessions/api/create-session";
import { BackToNumbers } from "@/features/sessions/components/back-to-numbers";
import { NameStep } from "@/features/sessions/components/name-step";
import { OptionsStep } from "@/features/sessions/components/options-step";
import { WizardSteps } from "@/features/sessions/components/wizard-steps";
import { type NewSessionForm, newSessionSchema } from "@/features/sessions/lib/session-form";

/** Asks what a new number needs to be made, and leads to its code. */
export function NewSessionView() {
  const t = useTranslations("sessions.create");
  const router = useRouter();
  const [step, setStep] = useState(0);
  const create = useCreateSession();
  const form = useForm<NewSessionForm>({
    resolver: zodResolver(newSessionSchema),
    defaultValues: { sessionName: "", historyDays: 30, ignoreGroups: false },
  });

  const next = async () => {
    if (await form.trigger("sessionName", { shouldFocus: true })) setStep(1);
  };
  const make = form.handleSubmit((wanted) =>
    create.mutateAsync(wanted).then(
      ({ id }) => router.replace(`/qr/${id}`),
      () => undefined, // The step shows what went wrong.
    ),
  );

  return (
    <PageBody className="max-w-[720px]">
      <BackToNumbers />
      <PageHeader title={t("title")} subtitle={t("subtitle")}>
        <WizardSteps current={step} />
      </PageHeader>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void (step === 0 ? next() : make(event));
        }}
        className="card-flat p-4 sm:p-7"
      >
        {step === 0 ? (
          <NameStep control={form.control} />
        ) : (
          <OptionsStep
            control={form.control}
            isPending={create.isPending || create.isSuccess}
            error={create.error}
            onBack={() => setStep(0)}
          />
        )}
      </form>
    </PageBody>
  );
}
