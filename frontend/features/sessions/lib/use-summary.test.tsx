import { renderHook } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { useSummary } from "@/features/sessions/lib/use-summary";
import es from "@/messages/es";
import pt from "@/messages/pt";
import { aSession } from "@/test/builders";

const sessions = [
  aSession({ id: "1" }),
  aSession({ id: "2" }),
  aSession({ id: "3", status: "connecting", wahaStatus: "SCAN_QR_CODE" }),
  aSession({ id: "4", status: "error", errorCode: "qr_expired" }),
];

function summaryIn(locale: "es" | "pt", messages: typeof es | typeof pt) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
  return renderHook(() => useSummary(sessions), { wrapper }).result.current;
}

test("numbers are counted as their rows call them, and listed in the person's language", () => {
  expect(summaryIn("es", es)).toBe("2 conectados, 1 por escanear y 1 con código caducado");
  expect(summaryIn("pt", pt)).toBe("2 conectados, 1 por escanear e 1 com código expirado");
});
