import createNextIntlPlugin from "next-intl/plugin";
import type { NextConfig } from "next";

const withNextIntl = createNextIntlPlugin("./i18n/request.ts");

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true }, // `npm run typecheck` looks at the tests as well, once.
  experimental: { optimizePackageImports: ["lucide-react", "@heroui/react", "date-fns", "recharts"] },
};

export default withNextIntl(config);
