#!/usr/bin/env node
// Fails if the languages differ in keys or in what messages take, if a source asks for a key that doesn't exist, or if no
// source asks for a key. Usage: node tools/check-messages.mjs
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { differences, flatten } from "./messages/catalogs.mjs";
import { mismatches, usedKeys } from "./messages/sources.mjs";

const BASE = "es";
const root = dirname(import.meta.dirname);
const folder = join(root, "messages");

function catalog(language) {
  const files = readdirSync(join(folder, language)).filter((name) => name.endsWith(".json"));
  const read = (name) => JSON.parse(readFileSync(join(folder, language, name), "utf8"));
  return flatten(Object.fromEntries(files.map((name) => [name.replace(/\.json$/, ""), read(name)])));
}

function sources() {
  const config = ts.getParsedCommandLineOfConfigFile(join(root, "tsconfig.json"), { incremental: false }, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (problem) => {
      throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
    },
  });
  const isOurs = (path) => /^\/(app|components|features|hooks|lib)\//.test(path.slice(root.length)) && !/\.test\.tsx?$/.test(path);
  const program = ts.createProgram(config.fileNames.filter(isOurs), config.options);
  return usedKeys(program, (path) => path.startsWith(root) && isOurs(path));
}

const languages = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
const catalogs = Object.fromEntries(languages.map((language) => [language, catalog(language)]));
const problems = [...differences(catalogs, BASE), ...mismatches(sources(), [...catalogs[BASE].keys()])];

const outcome = problems.length === 0 ? "all well" : `${problems.length} problems`;
const lines = [...problems, `${catalogs[BASE].size} messages in ${languages.length} languages: ${outcome}`];
process.stdout.write(`${lines.join("\n").replaceAll(`${root}/`, "")}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
