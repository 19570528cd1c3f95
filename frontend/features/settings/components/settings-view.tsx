import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AppearanceSection } from "@/features/settings/components/appearance-section";
import { KeyboardSection } from "@/features/settings/components/keyboard-section";
import { NoticesSection } from "@/features/settings/components/notices-section";
import { ProfileSection } from "@/features/settings/components/profile-section";
import { SectionNav } from "@/features/settings/components/section-nav";
import { SecuritySection } from "@/features/settings/components/security-section";

/** Everything that a person may set, in one page with its own navigation. `shortcuts` is the list of the chats' keys. */
export function SettingsView({ shortcuts }: { shortcuts: ReactNode }) {
  const t = useTranslations("settings");
  return (
    <div className="mx-auto max-w-[1092px] px-4 pt-4.5 pb-8 sm:px-9 sm:pt-7 sm:pb-12">
      <h1>{t("title")}</h1>
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)] items-start gap-5 min-[900px]:mt-[22px] min-[900px]:grid-cols-[208px_minmax(0,1fr)] min-[900px]:gap-11">
        <SectionNav />
        <div className="grid min-w-0 gap-7">
          <ProfileSection />
          <AppearanceSection />
          <NoticesSection />
          <KeyboardSection shortcuts={shortcuts} />
          <SecuritySection />
        </div>
      </div>
    </div>
  );
}
