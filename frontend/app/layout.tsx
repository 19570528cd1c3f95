import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import "@/app/globals.css";
import { LocalTime } from "@/components/local-time";
import { LostScripts, Reloader } from "@/components/reloader";
import { ThemeProvider } from "@/components/theme-provider";
import { SETTINGS_ELEMENT, settingsFromEnvironment } from "@/lib/env";

export const metadata: Metadata = {
  title: { default: "Conectafy", template: "%s · Conectafy" },
  icons: { icon: "/favicon.svg" },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f6f2" },
    { media: "(prefers-color-scheme: dark)", color: "#0f131b" },
  ],
  interactiveWidget: "resizes-content",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const settings = JSON.stringify(settingsFromEnvironment(process.env)).replaceAll("<", "\\u003c");
  return (
    <html lang={await getLocale()} suppressHydrationWarning>
      <body>
        <Reloader nonce={nonce} />
        <script id={SETTINGS_ELEMENT} type="application/json" nonce={nonce} dangerouslySetInnerHTML={{ __html: settings }} />
        <ThemeProvider nonce={nonce}>
          <NextIntlClientProvider>
            <LocalTime>{children}</LocalTime>
          </NextIntlClientProvider>
        </ThemeProvider>
        <LostScripts />
      </body>
    </html>
  );
}
