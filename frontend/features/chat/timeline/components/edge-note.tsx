import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/cn";

type Props = { loading: "older" | "newer" | null; failed: "older" | "newer" | null; retry: () => void };

/** Says at the edge of the log that more is on its way, or that it could not be loaded. */
export function EdgeNote({ loading, failed, retry }: Props) {
  const t = useTranslations("conversation");
  const edge = failed ?? loading;
  if (!edge) return null;
  return (
    <div
      role={failed ? "alert" : "status"}
      className={cn(
        "absolute inset-x-0 z-10 mx-auto flex w-fit items-center gap-2 rounded-2xl border border-border bg-overlay px-3 py-1.5 text-[13px] shadow-overlay transition-opacity delay-150 starting:opacity-0",
        edge === "older" ? "top-3" : "bottom-4",
      )}
    >
      {failed ? (
        <>
          {t("moreFailed")}
          <button type="button" onClick={retry} className="font-[620] text-link underline underline-offset-2">{t("retry")}</button>
        </>
      ) : (
        <>
          <LoaderCircle className="size-4 animate-spin text-muted motion-reduce:animate-none" aria-hidden />
          <span className="text-muted">{edge === "older" ? t("loadingOlder") : t("loadingNewer")}</span>
        </>
      )}
    </div>
  );
}
