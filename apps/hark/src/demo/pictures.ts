import { readFileSync } from "node:fs";
import type { Server } from "@hark/http";
import { HarkError } from "@hark/kernel";
import { z } from "zod";

const names = ["mug", "backpack", "lamp", "headphones", "planter", "blanket"] as const;

/** A drawing of the demo. */
export type Picture = (typeof names)[number];

/** Where a drawing is served. */
export const pictureUrl = (name: Picture): string => `/demo/pictures/${name}.svg`;

/** A reviewer's photo, which goes through the upload like any other. */
export type Photo = "photo-desk" | "photo-trail" | "photo-room";

/** A photo as JPEG. */
export function readPhoto(name: Photo): Buffer {
  return readFileSync(new URL(`./pictures/${name}.jpg`, import.meta.url));
}

/** `/demo/pictures/…`: what the demo shop's products look like. */
export function pictureRoutes(server: Server): void {
  server.get(
    "/demo/pictures/:file",
    {
      config: { access: "public" },
      schema: { hide: true, params: z.object({ file: z.string().max(40) }) },
    },
    async (request, reply) => {
      const name = names.find((candidate) => `${candidate}.svg` === request.params.file);
      if (!name) throw new HarkError("notfound", "there is no such picture", { parameter: "file" });
      return reply
        .type("image/svg+xml")
        .header("cache-control", "public, max-age=86400")
        .send(readFileSync(new URL(`./pictures/${name}.svg`, import.meta.url)));
    },
  );
}
