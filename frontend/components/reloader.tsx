import { getTranslations } from "next-intl/server";

/** Reloads in a row, before the person is told that it is of no use. */
const ATTEMPTS = 3;

/**
 * Runs before any other script, and needs none. A browser drops what it is loading when the network changes; a page that lost
 * one of its scripts would stay empty for good.
 */
const watch = `(function () {
  var key = "conectafy-reloads", lost = false;
  function note(event) { lost = lost || event.target.tagName === "SCRIPT"; }
  addEventListener("error", note, true);
  addEventListener("load", function () {
    removeEventListener("error", note, true);
    var attempt = lost ? Number(sessionStorage.getItem(key)) + 1 : 0;
    sessionStorage.setItem(key, attempt);
    if (attempt > ${ATTEMPTS}) document.getElementById("lost-scripts").hidden = false;
    else if (lost) setTimeout(function () { location.reload(); }, attempt * 500);
  });
})();`;

/** Loads the page again where one of its scripts got lost on the way. */
export function Reloader({ nonce }: { nonce?: string }) {
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: watch }} />;
}

/** Is shown where loading again didn't help. It ends the page, so that what a keyboard meets first stays the first. */
export async function LostScripts() {
  const t = await getTranslations("broken.scripts");
  return (
    <p id="lost-scripts" hidden role="alert" suppressHydrationWarning className="fixed inset-x-0 bottom-0 z-50 bg-overlay px-6 py-4 text-center shadow-overlay">
      {t("text")} <a href="">{t("retry")}</a>
    </p>
  );
}
