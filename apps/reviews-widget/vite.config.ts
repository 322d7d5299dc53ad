import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const MAX_GZIP_BYTES = 15_000;

/** Fails the build when the script has grown too large for a shop's page. */
const sizeLimit: Plugin = {
  name: "size-limit",
  writeBundle: (_options, bundle) => {
    for (const file of Object.values(bundle)) {
      const size = gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 }).length;
      if (size > MAX_GZIP_BYTES)
        throw new Error(`${file.fileName} has ${size} bytes gzipped, more than ${MAX_GZIP_BYTES}`);
    }
  },
};

export default defineConfig({
  plugins: [sizeLimit],
  build: {
    // One plain script: a shop adds it with one tag, whatever builds its theme.
    lib: { entry: "src/index.ts", name: "HarkReviews", formats: ["iife"], fileName: () => "hark-reviews.js" },
    // light-dark() and :has() as they are: rewriting them for older browsers would break the theming.
    target: ["chrome123", "firefox125", "safari17.5"],
  },
});
