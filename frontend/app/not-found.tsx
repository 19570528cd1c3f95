import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/link-button";
import { Logo } from "@/components/logo";

export async function generateMetadata() {
  const t = await getTranslations("broken.missing");
  return { title: t("title") };
}

export default async function NotFound() {
  const t = await getTranslations("broken.missing");
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center justify-items-center gap-2 px-6 py-16 text-center">
      <Logo className="mb-3 size-12" />
      <h1 className="text-balance">{t("title")}</h1>
      <p className="text-pretty text-muted">{t("text")}</p>
      <LinkButton href="/" variant="primary" className="mt-3">
        {t("home")}
      </LinkButton>
    </main>
  );
}
