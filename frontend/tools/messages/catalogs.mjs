import { parse, TYPE } from "@formatjs/icu-messageformat-parser";

/**
 * The messages of a language as [key, text] by dotted path.
 * @param {Record<string, unknown>} tree
 * @returns {Map<string, string>}
 */
export function flatten(tree, prefix = "") {
  const flat = new Map();
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix + name;
    if (typeof value === "string") flat.set(key, value);
    else for (const [inner, text] of flatten(value, `${key}.`)) flat.set(inner, text);
  }
  return flat;
}

/** A count needs its plural in one language and none in another, so what is written, counted or put in figures is alike. */
const kinds = {
  [TYPE.argument]: "value",
  [TYPE.number]: "value",
  [TYPE.plural]: "value",
  [TYPE.date]: "date",
  [TYPE.time]: "time",
  [TYPE.select]: "select",
  [TYPE.tag]: "tag",
};

function* argumentsOf(elements) {
  for (const element of elements) {
    const options = element.type === TYPE.select ? ` ${Object.keys(element.options).sort().join("|")}` : "";
    if (kinds[element.type]) yield `${element.value}: ${kinds[element.type]}${options}`;
    for (const option of Object.values(element.options ?? {})) yield* argumentsOf(option.value);
    yield* argumentsOf(element.children ?? []);
  }
}

/**
 * What a message takes, as one line: `count: value, when: date`. The categories of plurals are a language's own business;
 * the options of a choice are not. Throws if the message isn't ICU.
 */
export function signature(message) {
  return [...new Set(argumentsOf(parse(message)))].sort().join(", ");
}

/**
 * Where languages differ from the base, one sentence each.
 * @param {Record<string, Map<string, string>>} catalogs by language
 * @param {string} base the language that the others follow
 */
export function differences(catalogs, base) {
  const problems = [];
  const takes = (language, key) => {
    try {
      return signature(catalogs[language].get(key));
    } catch (error) {
      problems.push(`${language}: ${key} isn't a good ICU message: ${error.message}`);
      return undefined;
    }
  };
  const wanted = new Map([...catalogs[base].keys()].map((key) => [key, takes(base, key)]));
  for (const [language, catalog] of Object.entries(catalogs)) {
    if (language === base) continue;
    for (const [key, arguments_] of wanted) {
      if (!catalog.has(key)) {
        problems.push(`${language}: ${key} is missing`);
        continue;
      }
      const own = takes(language, key);
      if (own !== undefined && arguments_ !== undefined && own !== arguments_) {
        problems.push(`${language}: ${key} takes (${own}), and in ${base} (${arguments_})`);
      }
    }
    for (const key of catalog.keys()) {
      if (!wanted.has(key)) problems.push(`${language}: ${key} isn't in ${base}`);
    }
  }
  return problems;
}
