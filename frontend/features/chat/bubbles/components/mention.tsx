import { useTranslations } from "next-intl";
import { useConversation } from "@/features/chat/bubbles/conversation-context";

/** Somebody whom a text names. */
export function Mention({ address }: { address: string }) {
  const t = useTranslations("conversation");
  const { people } = useConversation();
  return (
    <bdi className="font-[550] text-link">
      @{people.nameOf(address) ?? t("you")}
    </bdi>
  );
}
