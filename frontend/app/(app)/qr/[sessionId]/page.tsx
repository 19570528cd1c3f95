import { getTranslations } from "next-intl/server";
import { LinkView } from "@/features/sessions/components/link-view";

export async function generateMetadata() {
  const t = await getTranslations("sessions.create");
  return { title: t("stepLink") };
}

export default async function Page({ params }: { params: Promise<{ sessionId: string }> }) {
  const { sessionId } = await params;
  return <LinkView key={sessionId} sessionId={sessionId} />;
}
