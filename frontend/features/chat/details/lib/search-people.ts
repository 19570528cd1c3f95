import type { Group } from "@/lib/api/types";

type Person = Group["participants"][number];

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The people whose name or phone has a text in it, without regard to case, accents and how phones are written. */
export function searchPeople(people: Person[], text: string): Person[] {
  const wanted = plain(text.trim());
  if (!wanted) return people;
  const digits = wanted.replace(/[\s+()-]/g, "");
  const isPhone = /^\d+$/.test(digits);
  return people.filter((person) => plain(person.name ?? "").includes(wanted) || (isPhone && person.phoneNumber?.includes(digits)));
}
