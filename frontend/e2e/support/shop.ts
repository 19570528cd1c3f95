import { Api, type Phone, type Session } from "./api";

/** The day of a small shop: numbers with chats in which every kind of message was seen. */
export type Shop = { sales: Session; phone: Phone; broken: Session };

const people = {
  mariana: { from: "5218110000001@c.us", name: "Mariana Treviño" },
  jorge: { from: "5218110000002@c.us", name: "Jorge Robledo" },
  paola: { from: "5218110000003@c.us", name: "Paola Cantú" },
};

/** Chat of the person who wrote every kind of message. */
export const EVERY_KIND = people.mariana.from;

/** Fills a person's account. */
export async function openShop(api: Api, numbers: [string, string]): Promise<Shop> {
  const { session: sales, phone } = await api.link("Ventas", numbers[0]);
  const { session: broken, phone: lost } = await api.link("Soporte", numbers[1]);
  await phone.play("message", { ...people.paola, text: "¿Me aparta dos roscas para el sábado?" });
  await phone.play("message", { ...people.jorge, text: "Perfecto, mañana paso por él" });
  const group = await phone.play("group", {
    action: "create",
    subject: "Boda Sofía y Andrés · postres",
    participants: [{ pn: people.mariana.from }, { pn: people.jorge.from }],
  });
  await phone.play("message", { from: people.jorge.from, name: people.jorge.name, chatId: group.id, text: "¿La entrega sería a las 4 o a las 5?" });
  for (const message of [
    { text: "Buenos días, ¿tienen *conchas de vainilla* para mañana? https://example.com/menu" },
    { type: "image", caption: "Algo así, en tonos crema 🤍" },
    { type: "voice" },
    { type: "video", caption: "El salón" },
    { type: "document", media: { filename: "Cotización boda 14 dic.pdf" } },
    { type: "sticker" },
    { type: "location", location: { latitude: 25.67, longitude: -100.31, name: "Salón Obispado" } },
    { type: "contact", contacts: [{ fullName: "Lupita Elizondo", phoneNumber: "5218116330914" }] },
    { type: "poll", poll: { name: "¿A qué hora?", options: ["A las 4", "A las 5"] } },
    { type: "audio" },
    { text: "🎉" },
  ]) {
    await phone.play("message", { ...people.mariana, ...message });
  }
  await lost.play("unlink");
  return { sales, phone, broken };
}

/** Address of the chat in which every kind of message was seen. */
export const everyKindPath = (sales: Session) => `/chat?session=${sales.id}&chat=${encodeURIComponent(EVERY_KIND)}`;
