import { defineConfig } from "vite";

export default defineConfig({
  build: {
    // One plain script: a shop adds it with one tag, whatever builds its theme.
    lib: { entry: "src/index.ts", name: "HarkReviews", formats: ["iife"], fileName: () => "hark-reviews.js" },
    // light-dark() and :has() as they are: rewriting them for older browsers would break the theming.
    target: ["chrome123", "firefox125", "safari17.5"],
  },
});
