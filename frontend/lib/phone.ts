/** How people of a country group the digits after its code. A phone of another length is grouped in threes. */
const countries: [code: string, groups: number[]][] = [
  ["52 1", [2, 4, 4]], // Mexico's mobiles, with WhatsApp's 1
  ["52", [2, 4, 4]],
  ["54 9", [2, 4, 4]], // Argentina's mobiles, with WhatsApp's 9
  ["54", [2, 4, 4]],
  ["55", [2, 5, 4]],
  ["55", [2, 4, 4]],
  ["57", [3, 3, 4]],
  ["56", [1, 4, 4]],
  ["51", [3, 3, 3]],
  ["58", [3, 3, 4]],
  ["593", [2, 3, 4]],
  ["591", [4, 4]],
  ["595", [3, 3, 3]],
  ["598", [2, 3, 3]],
  ["502", [4, 4]],
  ["503", [4, 4]],
  ["504", [4, 4]],
  ["505", [4, 4]],
  ["506", [4, 4]],
  ["507", [4, 4]],
  ["34", [3, 3, 3]],
  ["351", [3, 3, 3]],
  ["1", [3, 3, 4]],
];

/** Writes a phone, given as digits with the country code first, as people write it: +52 81 8310 4477. */
export function formatPhone(digits: string): string {
  for (const [code, groups] of countries) {
    const national = digits.slice(code.replace(" ", "").length);
    if (`${code.replace(" ", "")}${national}` === digits && national.length === total(groups)) {
      return `+${[code, ...split(national, groups)].join(" ")}`;
    }
  }
  return `+${digits.replace(/(\d)(?=(\d{3})+$)/g, "$1 ")}`;
}

const total = (groups: number[]) => groups.reduce((sum, size) => sum + size, 0);

const split = (digits: string, groups: number[]) =>
  groups.map((size, index) => digits.slice(total(groups.slice(0, index)), total(groups.slice(0, index)) + size));
