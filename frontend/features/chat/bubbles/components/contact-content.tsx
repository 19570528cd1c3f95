import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Message } from "@/lib/api/types";
import { formatPhone } from "@/lib/phone";
import { PersonAvatar } from "@/features/chat/bubbles/components/person-avatar";
import { useConversation } from "@/features/chat/bubbles/conversation-context";
import { chatHref } from "@/features/chat/bubbles/lib/chat-href";

/** Contact cards, each with a way to write to the person from the number of this chat. */
export function ContactContent({ contacts }: { contacts: NonNullable<Message["contacts"]> }) {
  const t = useTranslations("conversation.contact");
  const { session } = useConversation();
  return (
    <ul className="grid w-[264px] max-w-full gap-2.5 pt-1">
      {contacts.map(({ fullName, organization, phoneNumbers }, index) => (
        <li key={index} className="grid grid-cols-[40px_minmax(0,1fr)] items-center gap-x-3 gap-y-1.5">
          <PersonAvatar name={fullName} address={phoneNumbers[0] ?? fullName} className="size-10 text-sm" />
          <div className="min-w-0">
            <p dir="auto" className="font-[550] wrap-anywhere">{fullName}</p>
            <p className="text-[13px]/[18px] text-bubble-meta tabular-nums">
              {[organization, phoneNumbers[0] && formatPhone(phoneNumbers[0].replace(/\D/g, ""))].filter(Boolean).join(" · ")}
            </p>
          </div>
          {phoneNumbers[0] && (
            <Link
              href={chatHref(session.id, phoneNumbers[0])}
              className="col-span-2 grid min-h-9 place-items-center rounded-2xl bg-foreground/6 text-sm font-[550] text-link hover:bg-foreground/10 pointer-coarse:min-h-10"
            >
              {t("write")}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
