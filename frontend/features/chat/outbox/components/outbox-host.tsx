"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useCurrentOutbox } from "@/features/chat/outbox/current";
import { CANCELLED, FILE_LOST, HELD } from "@/features/chat/outbox/machine";
import type { OutboxFailure } from "@/features/chat/outbox/item";
import { startOutbox } from "@/features/chat/outbox/start-outbox";
import { useOwner } from "@/features/chat/outbox/use-owner";

const OldMessages = dynamic(() => import("@/features/chat/outbox/components/old-messages").then((module) => module.OldMessages), { ssr: false });

/** Sends what the person wrote, whichever page they are on, and asks about what waited for long. Mount it once. */
export function OutboxHost() {
  const t = useTranslations("composer.outbox");
  const queryClient = useQueryClient();
  const owner = useOwner();
  const hasOld = useCurrentOutbox(({ oldCount }) => oldCount > 0);

  useEffect(() => {
    if (!owner) return;
    const say = (failure: OutboxFailure | null) => {
      if (failure?.code === HELD) return t("held");
      if (failure?.code === CANCELLED) return t("cancelled");
      if (failure?.code === FILE_LOST) return t("fileLost");
      return failure?.message || t("failed");
    };
    return startOutbox(queryClient, owner, say);
  }, [owner, queryClient, t]);

  return hasOld && <OldMessages />;
}
