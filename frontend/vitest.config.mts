import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    environment: "jsdom",
    setupFiles: ["./test/setup.ts"],
    include: ["**/*.test.ts", "**/*.test.tsx", "tools/**/*.test.mjs"],
    exclude: ["node_modules/**", ".next/**", "e2e/**"],
    restoreMocks: true,
    testTimeout: 20_000, // A busy machine takes its time; nothing waits that long on purpose.
  },
});
