import type { components } from "@/lib/api/types.gen";

type Schemas = components["schemas"];

/** A WhatsApp number of the person's. To people it is called a number. */
export type Session = Schemas["Session"];
export type SessionStats = Schemas["Stats"];
export type Import = Schemas["Import"];
/** A chat in the list: a person or a group, with one of the person's numbers. */
export type Chat = Schemas["Contact"];
export type LastMessage = Schemas["LastMessage"];
export type Message = Schemas["Message"];
export type MessageStatus = Schemas["MessageStatus"];
export type Media = Schemas["Media"];
export type Reaction = Schemas["Reaction"];
export type Quote = Schemas["Quote"];
export type Group = Schemas["Group"];
export type NewMessage = Schemas["NewMessage"];
export type SearchHit = Schemas["SearchHit"];
/** What changed, as the live feed tells it. */
export type Updates = Schemas["Updates"];
export type ChatPresence = Schemas["ChatPresence"];
/** What all numbers do at a glance. */
export type Dashboard = Schemas["Dashboard"];
/** What the containers of the numbers use, and how many more there is room for. */
export type Capacity = Schemas["Capacity"];
