import { defineConfig } from "@playwright/test";

const required = (name: string) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: start this by scripts/e2e-compose.sh`);
  return value;
};

/** What a person does on an installation made by the compose file, through Nginx's TLS port. */
export default defineConfig({
  testDir: "e2e/compose",
  outputDir: "test-results/compose",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: required("REPORT") }]],
  use: {
    baseURL: required("PUBLIC_URL"),
    ignoreHTTPSErrors: true,
    locale: "es-MX",
    timezoneId: "America/Mexico_City",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: required("CHROMIUM"),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
