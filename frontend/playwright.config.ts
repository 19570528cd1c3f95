import { join } from "node:path";
import { defineConfig } from "@playwright/test";

/** The ports of a whole Conectafy of its own, beside one that may be running on this machine. */
const ports = { web: "3100", api: "3101", postgres: "5533", sessions: "3110" };

const required = (name: string) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: start the journeys by scripts/e2e.sh`);
  return value;
};

/** Journeys of people through the built app, against the real backend and simulated phones in containers. */
export default defineConfig({
  outputDir: "test-results",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "test-results/journeys.json" }]],
  projects: [
    { name: "journeys", testDir: "e2e/journeys" },
    { name: "screens", testDir: "e2e/screens" },
    // What records a page slows it down.
    { name: "bench", testDir: "e2e/bench", workers: 1, use: { trace: "off", screenshot: "off" } },
  ],
  use: {
    baseURL: `http://localhost:${ports.web}`,
    locale: "es-MX",
    timezoneId: "America/Mexico_City",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: required("CHROMIUM"),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
      ],
    },
  },
  webServer: {
    // What the backend says is kept: the link to a new password is found there.
    command: `${required("CONECTAFY")} >"${join(required("DATA_DIR"), "conectafy.log")}"`,
    cwd: "..",
    url: `http://localhost:${ports.web}/login`,
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGINT", timeout: 30_000 },
    stdout: "ignore",
    stderr: "pipe",
    env: {
      WEB_DIR: required("WEB_DIR"),
      WEB_PORT: ports.web,
      PORT: ports.api,
      POSTGRES_PORT: ports.postgres,
      WAHA_BASE_PORT: ports.sessions,
      WAHA_MAX_SESSIONS: "60",
      WAHA_IMAGE: "conectafy/waha-sim:dev",
      DATA_DIR: required("DATA_DIR"),
      DOCKER_NETWORK: required("DOCKER_NETWORK"),
      LOG_FORMAT: "json",
      POSTGRES_BIN_DIR: process.env.POSTGRES_BIN_DIR ?? "",
    },
  },
});
