/** Countries by how often shops of the region write there: the region's first. */
export const countries = [
  { region: "MX", code: "52" }, { region: "BR", code: "55" }, { region: "AR", code: "54" }, { region: "CO", code: "57" },
  { region: "PE", code: "51" }, { region: "CL", code: "56" }, { region: "EC", code: "593" }, { region: "GT", code: "502" },
  { region: "VE", code: "58" }, { region: "BO", code: "591" }, { region: "DO", code: "1" }, { region: "HN", code: "504" },
  { region: "PY", code: "595" }, { region: "SV", code: "503" }, { region: "NI", code: "505" }, { region: "CR", code: "506" },
  { region: "PA", code: "507" }, { region: "UY", code: "598" }, { region: "PR", code: "1" }, { region: "CU", code: "53" },
  { region: "US", code: "1" }, { region: "CA", code: "1" }, { region: "ES", code: "34" }, { region: "PT", code: "351" },
  { region: "AO", code: "244" }, { region: "MZ", code: "258" }, { region: "FR", code: "33" }, { region: "IT", code: "39" },
  { region: "DE", code: "49" }, { region: "GB", code: "44" },
] as const;

export type Region = (typeof countries)[number]["region"];

/** The digits of a phone with its country's code, from what a person typed. A code that they typed themselves counts. */
export function fullNumber(region: Region, typed: string): string {
  const digits = typed.replace(/\D/g, "");
  if (typed.trim().startsWith("+")) return digits;
  if (typed.trim().startsWith("00")) return digits.slice(2);
  const { code } = countries.find((country) => country.region === region)!;
  return code + digits.replace(/^0/, "");
}

/** The country of a number of the person's, where they most likely write to; the first if it isn't listed. */
export const regionOf = (phone: string | null): Region =>
  countries.find(({ code }) => phone?.startsWith(code))?.region ?? countries[0].region;
