import { safeHref } from "@/features/chat/bubbles/lib/find-links";

type Props = { url: string; title: string | null; description: string | null; label?: string };

/** What a link, or the advertisement that brought somebody here, leads to. */
export function PreviewCard({ url, title, description, label }: Props) {
  const href = safeHref(url);
  const body = (
    <>
      <span dir="auto" className="block truncate text-[11.5px]/4 text-bubble-meta">{label ?? (href ? new URL(href).hostname : url)}</span>
      {title && <span dir="auto" className="line-clamp-2 text-[13.5px]/[18px] font-[550]">{title}</span>}
      {description && <span dir="auto" className="line-clamp-2 text-[12.5px]/[17px] text-bubble-meta">{description}</span>}
    </>
  );
  const look = "-mx-[5px] mt-px mb-1.5 block min-w-[220px] max-w-[330px] rounded-2xl border-s-3 border-accent bg-(--quote) px-2.5 py-1.5";
  if (!href) return <div className={look}>{body}</div>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={look}>
      {body}
    </a>
  );
}
