import { expect, test } from "vitest";
import { initialsOf } from "@/lib/initials";

test.each([
  ["Jorge Robledo", "JR"],
  ["ñandú", "Ñ"],
  ["Boda Sofía y Andrés · postres", "BS"],
  ["🌸 Chelo", "C"],
  ["+52 81 1187 2210", ""],
  ["", ""],
])("%s is %s", (name, initials) => expect(initialsOf(name)).toBe(initials));
