import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";

const features = ["auth", "chat", "dashboard", "realtime", "sessions", "settings", "shell"];

/** What a feature may use of others. The frame of the app stands above the feed and the account, and so do the settings above the account. */
const uses = { shell: ["./auth", "./realtime"], settings: ["./auth"] };

/** Features don't know each other; pages put them together. */
const zones = [
  ...features.map((feature) => ({
    target: `./features/${feature}`,
    from: "./features",
    except: [`./${feature}`, ...(uses[feature] ?? [])],
    message: "Features don't import each other: move what both need to lib, components or hooks.",
  })),
  { target: ["./components", "./hooks", "./lib"], from: ["./features", "./app"], message: "What is shared knows no feature." },
  { target: "./features", from: "./app", message: "Pages import features, never the other way round." },
];

const config = [
  { ignores: [".next/", "next-env.d.ts", "lib/api/types.gen.ts"] },
  ...next,
  ...typescript,
  {
    rules: {
      "import/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "@typescript-eslint/no-explicit-any": "error",
      "no-console": "error",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
];

export default config;
