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

/** Loads the page again where one of its scripts got lost on the way, and says so where that doesn't help. */
export async function Reloader({ nonce }: { nonce?: string }) {
  const t = await getTranslations("broken.scripts");
  return (
    <>
      <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: watch }} />
      <p id="lost-scripts" hidden role="alert" suppressHydrationWarning className="mx-auto max-w-md px-6 py-16 text-center">
        {t("text")} <a href="">{t("retry")}</a>
      </p>
    </>
  );
}
