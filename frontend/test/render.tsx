import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import type { ReactElement, ReactNode } from "react";
import messages from "@/messages/es";

/** Renders a part of the app as a Spanish-speaking person in Mexico City sees it. */
export function renderApp(element: ReactElement) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <NextIntlClientProvider locale="es" messages={messages} timeZone="America/Mexico_City">
        {children}
      </NextIntlClientProvider>
    </QueryClientProvider>
  );
  return { ...render(element, { wrapper }), queryClient };
}
