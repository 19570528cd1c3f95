import { cpus, totalmem } from "node:os";
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { FIGURE, type Figure } from "./figure";

/** Prints what the tests measured as a table in Markdown. A limit that was missed makes the run fail. */
export default class Table implements Reporter {
  readonly #figures: Figure[] = [];

  onTestBegin({ title }: TestCase) {
    process.stderr.write(`measuring ${title} ...\n`);
  }

  onTestEnd(_: TestCase, { annotations, errors }: TestResult) {
    for (const { message, stack } of errors) process.stderr.write(`${stack ?? message}\n`);
    for (const { type, description } of annotations) if (type === FIGURE) this.#figures.push(JSON.parse(description!) as Figure);
  }

  async onEnd({ status }: FullResult) {
    const rows = this.#figures.map(({ what, figure, beside = "", limit = "", ok }) => [what, figure, beside, limit, verdict(ok)]);
    process.stdout.write(`${machine()}\n\n${markdown([["what", "figure", "beside", "limit", ""], Array<string>(5).fill("---"), ...rows])}`);
    return { status: this.#figures.some(({ ok }) => ok === false) ? ("failed" as const) : status };
  }
}

const verdict = (ok: boolean | undefined) => (ok === undefined ? "" : ok ? "ok" : "**MISSED**");

function markdown(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => [...row[column]!].length)));
  return rows.map((row) => `${row.map((cell, column) => `| ${cell.padEnd(widths[column]!)} `).join("")}|\n`).join("");
}

/** Says where the figures come from. */
function machine(): string {
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB RAM`;
  return `${cpus().length} × ${cpus()[0]?.model}, ${memory}, headless Chromium, ${new Date().toISOString().slice(0, 10)}`;
}
