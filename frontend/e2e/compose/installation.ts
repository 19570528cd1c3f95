import { execFileSync } from "node:child_process";

/** Who signs up first, and comes back after everything that happens to the installation. */
export const EMAIL = "carolina@example.com";

/** Where the first test leaves the number's id for those that follow. */
export const SESSION_FILE = `${process.env.STATE ?? "."}/session-id`;

/** The number's container on the Docker network; nothing of it is published. */
export const addressOf = (sessionId: string) =>
  execFileSync("docker", ["inspect", "--format", "{{.NetworkSettings.Networks.conectafy_network.IPAddress}}", `waha-session-${sessionId}`], {
    encoding: "utf8",
  }).trim();
