"use client";

import { NextIntlClientProvider } from "next-intl";
import "@/app/globals.css";
import { BrokenPage } from "@/components/broken-page";
import { ThemeProvider } from "@/components/theme-provider";
import { LOCALE_COOKIE, pickLocale } from "@/i18n/locales";
import en from "@/messages/en/broken.json";
import es from "@/messages/es/broken.json";
import pt from "@/messages/pt/broken.json";

const catalogs = { es, en, pt };

/** The person's language, as the browser knows it; the server's choice went down with the page. */
function browserLocale() {
  if (typeof document === "undefined") return pickLocale(undefined, null);
  const cookie = document.cookie.split("; ").find((entry) => entry.startsWith(`${LOCALE_COOKIE}=`));
  return pickLocale(cookie?.slice(LOCALE_COOKIE.length + 1), navigator.languages.join());
}

/** Stands where even the frame of all pages broke. It brings what it needs. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const locale = browserLocale();
  return (
    <html lang={locale} suppressHydrationWarning>
      <body>
        <ThemeProvider>
          <NextIntlClientProvider locale={locale} messages={{ broken: catalogs[locale] }}>
            <main className="h-dvh">
              <BrokenPage error={error} onRetry={reset} />
            </main>
          </NextIntlClientProvider>
        </ThemeProvider>
      </body>
    </html>
  );
}
