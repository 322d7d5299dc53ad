import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = "http://127.0.0.1:4400";

export default defineConfig({
  base: "/",
  plugins: [react()],
  build: {
    outDir: "dist",
    // Inlined files would need `data:` in the server's content policy for more than pictures and fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/v1": server, "/api": server, "/media": server, "/r": server, "/shop": server },
  },
});
