"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { AppDialog } from "@/components/app-dialog";
import { ErrorState } from "@/components/error-state";
import { Skeleton } from "@/components/skeleton";
import { SkeletonGroup } from "@/components/skeleton-group";
import { withNewest } from "@/features/sessions/api/imports";
import { ImportItem } from "@/features/sessions/components/import-item";
import { ReadAgain } from "@/features/sessions/components/read-again";
import type { Session } from "@/lib/api/types";
import { importsQuery } from "@/lib/queries/imports";

type Props = { session: Session; onClose: () => void };

/** What was read back from a number's past, and reading it again. */
export function ImportsDialog({ session, onClose }: Props) {
  const t = useTranslations("sessions.imports");
  const readings = useQuery(importsQuery(session.id));
  const list = readings.data && withNewest(readings.data, session.import);
  return (
    <AppDialog title={t("title", { name: session.sessionName })} onClose={onClose}>
      <p className="text-muted">{t("intro")}</p>
      <ReadAgain session={session} />
      {readings.isPending && (
        <SkeletonGroup className="grid gap-3 py-3">
          <Skeleton className="h-4 w-48" />
          <Skeleton className="h-4 w-40" />
        </SkeletonGroup>
      )}
      {readings.isError && !list && (
        <ErrorState title={t("failed")} error={readings.error} onRetry={() => void readings.refetch()} />
      )}
      {list?.length === 0 && <p className="py-3 text-muted">{t("none")}</p>}
      {list && list.length > 0 && (
        <ul className="divide-y divide-separator">
          {list.map((reading) => (
            <ImportItem key={reading.id} reading={reading} />
          ))}
        </ul>
      )}
    </AppDialog>
  );
}
