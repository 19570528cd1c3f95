"use client";

import { Button } from "@heroui/react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useCurrentOutbox } from "@/features/chat/outbox/current";

/** Asks whether messages that waited for more than two hours shall still go out. */
export function OldMessages() {
  const t = useTranslations("composer.outbox");
  const router = useRouter();
  const { outbox, oldCount } = useCurrentOutbox();
  if (!outbox || oldCount === 0) return null;

  function review() {
    const [first] = outbox!.holdOld();
    if (!first) return;
    router.push(`/chat?${new URLSearchParams({ session: first.sessionId, chat: first.chatId })}`);
  }

  return (
    <section
      aria-label={t("oldTitle")}
      className="fixed inset-x-3 bottom-20 z-40 mx-auto grid max-w-md gap-3 rounded-3xl bg-overlay p-4 shadow-overlay sm:start-[88px] sm:end-auto sm:bottom-6 sm:max-w-[332px]"
    >
      <p role="alert">{t("old", { count: oldCount })}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="secondary" onPress={review}>
          {t("review")}
        </Button>
        <Button onPress={() => outbox.sendOld()}>{t("sendNow")}</Button>
      </div>
    </section>
  );
}
