import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const desk = "http://127.0.0.1:4500";

export default defineConfig({
  base: "/",
  plugins: [react()],
  build: { outDir: "dist", emptyOutDir: true, chunkSizeWarningLimit: 700 },
  server: { host: "127.0.0.1", proxy: { "/v1": desk, "/api": desk } },
});
