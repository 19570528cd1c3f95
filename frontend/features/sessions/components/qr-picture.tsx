import { QRCodeSVG } from "qrcode.react";
import { cn } from "@/lib/cn";

type Props = { text: string; label?: string; blurred?: boolean };

/** A QR, black on white in either theme, with the quiet zone around it that cameras need. */
export function QrPicture({ text, label, blurred }: Props) {
  return (
    <div className="rounded-[14px] border border-border bg-white p-2 transition-opacity duration-[240ms] forced-color-adjust-none starting:opacity-0">
      <QRCodeSVG
        value={text}
        level="L"
        marginSize={4}
        bgColor="#ffffff"
        fgColor="#000000"
        role="img"
        aria-label={label}
        aria-hidden={label ? undefined : true}
        className={cn("h-auto w-full min-w-64 max-[340px]:min-w-0", blurred && "opacity-40 blur-sm")}
      />
    </div>
  );
}
