import { getTranslations } from "next-intl/server";
import { SessionsView } from "@/features/sessions/components/sessions-view";

export async function generateMetadata() {
  const t = await getTranslations("sessions");
  return { title: t("title") };
}

export default function Page() {
  return <SessionsView />;
}
