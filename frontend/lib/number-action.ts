import type { NumberAction } from "@/lib/number-state";

/** Where an action leads. Those that start or restart the number happen in place and lead nowhere. */
export function actionHref(action: NumberAction, sessionId: string): string | null {
  switch (action) {
    case "openChats":
      return `/chat?session=${sessionId}`;
    case "showCode":
    case "rescan":
      return `/qr/${sessionId}`;
    case "whatToDo":
      return `/sessions?help=${sessionId}`;
    case "check":
      return `/sessions?logs=${sessionId}`;
    case "start":
    case "restart":
      return null;
  }
}
