"use client";

import { IntlProvider, useLocale, useMessages } from "next-intl";
import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => {};
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Shows dates in the zone of the person's device, which the server doesn't know. */
export function LocalTime({ children }: { children: ReactNode }) {
  const timeZone = useSyncExternalStore(never, browserZone, () => "UTC");
  return (
    <IntlProvider locale={useLocale()} messages={useMessages()} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
