import { expect, it } from "vitest";
import type { Emoji } from "@/features/chat/composer/lib/emoji";
import { searchEmoji } from "@/features/chat/composer/lib/search-emoji";

const emoji = (sign: string, ...words: string[]): Emoji => ({ emoji: sign, label: words[0]!, group: 0, skins: [], words });
const all = [
  emoji("💑", "pareja enamorada", "corazon"),
  emoji("💔", "corazon roto", "triste"),
  emoji("❤️", "corazon rojo", "amor"),
  emoji("☀️", "sol", "verano"),
];
const signs = (query: string) => searchEmoji(all, query).map(({ emoji: sign }) => sign);

it("finds by name before other words, whatever the accents", () => {
  expect(signs("Corazón")).toEqual(["💔", "❤️", "💑"]);
  expect(signs("amor")).toEqual(["❤️"]);
});

it("wants every word", () => {
  expect(signs("corazon_rojo")).toEqual(["❤️"]);
  expect(signs("corazon azul")).toEqual([]);
  expect(signs("  ")).toEqual([]);
});
