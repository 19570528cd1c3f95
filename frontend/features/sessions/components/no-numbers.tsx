import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";

/** In the place of the list of who has no number yet. */
export function NoNumbers() {
  const t = useTranslations("sessions");
  return (
    <div className="card-flat">
      <EmptyState title={t("list.emptyTitle")} hint={t("list.emptyHint")}>
        <LinkButton variant="primary" href="/sessions/new">
          {t("connectNumber")}
        </LinkButton>
      </EmptyState>
    </div>
  );
}
