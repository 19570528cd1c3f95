// Names what failed, a line each with the first words of its reason, from the reports of a run of the tests:
//   node scripts/failed.mjs GO_EVENTS VITEST_REPORT PLAYWRIGHT_REPORT
// A report that was never written says nothing.
import { readFileSync } from "node:fs";

const [events, units, journeys] = process.argv.slice(2).map((file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
});

const clean = (text) => text.replace(/\u001b\[[0-9;]*m/g, "").replace(/\s+/g, " ").trim().slice(0, 300);
const name = (what, why) => console.log(`FAILED ${what}: ${clean(why) || "see above"}`);

/** A package that fails beside its tests (it didn't build, its TestMain gave up) is named itself. */
function goTests(lines) {
  const said = new Map();
  const failed = [];
  for (const line of lines.split("\n").filter(Boolean)) {
    const { Action, Package, Test, Output } = JSON.parse(line);
    const key = Test ? `${Package} ${Test}` : Package;
    if (Action === "output") said.set(key, [...(said.get(key) ?? []), Output].slice(-400));
    if (Action === "fail") failed.push(key);
  }
  // What fails because of something inside it is not named beside it.
  const innermost = failed.filter((key) => !failed.some((other) => other.startsWith(`${key}/`) || other.startsWith(`${key} `)));
  for (const key of innermost) {
    const output = said.get(key) ?? [];
    const reason = output.findIndex((text) => /\.go:\d+:|DATA RACE|panic:/.test(text));
    name(key, output.slice(Math.max(reason, 0), Math.max(reason, 0) + 4).join(" "));
  }
}

function webTests(report) {
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    for (const test of failed) name(test.fullName, test.failureMessages.join(" "));
    if (failed.length === 0 && file.status === "failed") name(file.name, file.message);
  }
}

function journeysOf(suite) {
  for (const { title, tests } of suite.specs ?? []) {
    const test = tests.find(({ status }) => status === "unexpected" || status === "flaky");
    if (test) name(`journey "${title}"`, test.results.flatMap(({ errors }) => errors.map(({ message }) => message)).join(" "));
  }
  for (const inner of suite.suites ?? []) journeysOf(inner);
}

goTests(events);
if (units) webTests(JSON.parse(units));
if (journeys) {
  const report = JSON.parse(journeys);
  for (const error of report.errors ?? []) name("journeys", error.message);
  journeysOf(report);
}
