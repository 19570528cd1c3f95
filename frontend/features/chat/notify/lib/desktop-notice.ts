type DesktopNotice = { tag: string; title: string; body: string; onOpen: () => void };

/** Shows a notification of the system's, if the person allowed it. A newer one of the same chat takes its place. */
export function showDesktopNotice({ tag, title, body, onOpen }: DesktopNotice) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    const notice = new Notification(title, { tag, body, icon: "/favicon.svg", silent: true });
    notice.onclick = () => {
      window.focus();
      onOpen();
      notice.close();
    };
  } catch {
    // Phones show them by a service worker alone, which this app has none of.
  }
}
