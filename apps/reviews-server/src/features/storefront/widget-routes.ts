import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import type { Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import type { ReviewsDeps } from "../../deps.ts";

const SCRIPT = "hark-reviews.js";
// Short: a shop embeds one address for ever, so an update must reach it by itself.
const KEPT_SECONDS = 300;

/** `/widget/hark-reviews.js`: the storefront elements, for the pages of any shop. */
export function widgetRoutes(server: Server, { widgetFiles }: Pick<ReviewsDeps, "widgetFiles">): void {
  const file = join(widgetFiles, SCRIPT);
  server.get(
    `/widget/${SCRIPT}`,
    { config: { access: "public" }, schema: { hide: true } },
    async (_request, reply) => {
      if (!existsSync(file))
        throw new HarkError("notfound", "the storefront elements are not built; run npm run build");
      return reply
        .type("text/javascript; charset=utf-8")
        .headers({
          "cache-control": `public, max-age=${KEPT_SECONDS}`,
          "access-control-allow-origin": "*",
        })
        .send(createReadStream(file));
    },
  );
}
