import { getTranslations } from "next-intl/server";
import { NewSessionView } from "@/features/sessions/components/new-session-view";

export async function generateMetadata() {
  const t = await getTranslations("sessions.create");
  return { title: t("title") };
}

export default function Page() {
  return <NewSessionView />;
}
