import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ShortcutKeys } from "@/features/chat/palette/components/shortcut-keys";
import { SettingsView } from "@/features/settings/components/settings-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default function Page() {
  const shortcuts = (
    <dl className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2.5 sm:grid-cols-[1fr_auto_1fr_auto]">
      <ShortcutKeys />
    </dl>
  );
  return <SettingsView shortcuts={shortcuts} />;
}
