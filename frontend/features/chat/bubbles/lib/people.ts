import type { Group, Message } from "@/lib/api/types";
import { formatPhone } from "@/lib/phone";

/** How the people of a chat are called. */
export type People = {
  /** Name of an address; null for the number itself, which the words say as "you". */
  nameOf: (address: string | null) => string | null;
};

/** The number in an address, as people write it; the address itself if it hides the number. */
function phoneOf(address: string): string {
  const [user = "", server] = address.split("@");
  return server === "lid" || !/^\d{5,}$/.test(user) ? address : formatPhone(user);
}

/** Names by address. */
type Names = Readonly<Record<string, string>>;

/** What people call themselves in their messages. */
export function ownNames(chatId: string, messages: Message[]): Names {
  const names: Record<string, string> = {};
  for (const { fromMe, participant, senderName } of messages) {
    if (!fromMe && senderName) names[participant ?? chatId] = senderName;
  }
  return names;
}

type Known = { ownNumber: string | null; chatId: string; chatName: string | null; group?: Group; ownNames: Names };

/** Finds names where the chat tells them: the group's list, else what people call themselves, else the phone. */
export function peopleOf({ ownNumber, chatId, chatName, group, ownNames }: Known): People {
  const names = new Map(Object.entries(ownNames));
  for (const { address, phoneNumber, name } of group?.participants ?? []) {
    const known = name ?? names.get(address) ?? (phoneNumber && names.get(`${phoneNumber}@c.us`));
    const shown = known ?? (phoneNumber ? formatPhone(phoneNumber) : undefined);
    if (!shown) continue;
    names.set(address, shown);
    if (phoneNumber) names.set(`${phoneNumber}@c.us`, shown);
  }
  if (chatName && !group) names.set(chatId, chatName);
  const own = new Set(["me", `${ownNumber}@c.us`, `${ownNumber}@s.whatsapp.net`]);
  return {
    nameOf: (address) => {
      if (address === null || own.has(address)) return null;
      return names.get(address) ?? phoneOf(address);
    },
  };
}

/** The dye of a person in a group, 1 to 10: the same one always. */
export function dyeOf(address: string): number {
  let hash = 2166136261;
  for (let index = 0; index < address.length; index++) {
    hash = Math.imul(hash ^ address.charCodeAt(index), 16777619);
  }
  return ((hash >>> 0) % 10) + 1;
}
