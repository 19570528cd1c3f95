import { expect, test } from "vitest";
import { searchPeople } from "@/features/chat/details/lib/search-people";

const person = (name: string | null, phoneNumber: string | null) => ({ address: `${name}`, name, phoneNumber, role: "member" as const });
const people = [person("Sofía Treviño", "528122107758"), person(null, "528119053346"), person("Andrés", null)];

test.each([
  ["", 3],
  ["sofia", 1],
  ["+52 81 1905", 1],
  ["andrés", 1],
  ["nadie", 0],
])("%s finds %i", (text, count) => expect(searchPeople(people, text)).toHaveLength(count));
