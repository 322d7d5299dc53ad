import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import multipart from "@fastify/multipart";
import { type UploadedMedia, uploadedMedia } from "@hark/contract";
import type { Server } from "@hark/http";
import { HarkError, randomHex } from "@hark/kernel";
import { z } from "zod";
import type { ReviewsDeps } from "../../deps.ts";
import { publicStore } from "../reviews/public-store.ts";
import type { Catalogue } from "../stores/catalogue.ts";
import type { StoreRow } from "../stores/store.ts";
import { isMediaId, makeFolder, pathOf, removePicture } from "./files.ts";
import { keepPicture, MAX_UPLOAD_BYTES } from "./pictures.ts";
import { deleteUnclaimed, insertMedia } from "./store.ts";

const tags = ["Storefront"];
const open = { access: "public" } as const;
const UPLOADS_PER_MINUTE = 60;
const missing = (): HarkError => new HarkError("notfound", "there is no such picture", { parameter: "id" });
const ID_BYTES = 24;

/** Uploads of shoppers' photos, and the photos themselves. */
export async function mediaRoutes(server: Server, deps: ReviewsDeps, catalogue: Catalogue): Promise<void> {
  await server.register(async (scope: Server) => {
    await scope.register(multipart, { limits: { files: 1, fileSize: MAX_UPLOAD_BYTES, fields: 5 } });
    scope.post(
      "/v1/stores/:store/media",
      {
        config: { ...open, rateLimit: { max: UPLOADS_PER_MINUTE, timeWindow: "1 minute" } },
        bodyLimit: MAX_UPLOAD_BYTES + 100_000,
        schema: {
          tags,
          summary: "Upload a picture for a review",
          description:
            "multipart/form-data with one field `file`. Encoded anew, without the file's other data.",
          params: z.object({ store: z.string().max(63) }),
          response: { 201: uploadedMedia },
        },
      },
      async (request, reply) => {
        const store = await publicStore(catalogue, request.params.store);
        if (!request.isMultipart())
          throw new HarkError("badparam", "send the picture as multipart/form-data, in the field file", {
            pointer: "/file",
          });
        const part = await request.file();
        if (!part) throw new HarkError("badparam", "the field file is missing", { pointer: "/file" });
        return reply.code(201).send(await takePicture(deps, store, await part.toBuffer()));
      },
    );
  });
  server.delete(
    "/v1/stores/:store/media/:id",
    {
      config: { ...open, rateLimit: { max: UPLOADS_PER_MINUTE, timeWindow: "1 minute" } },
      schema: {
        tags,
        summary: "Take back a picture that belongs to no review yet",
        params: z.object({ store: z.string().max(63), id: z.string().max(64) }),
      },
    },
    async (request, reply) => {
      const store = await publicStore(catalogue, request.params.store);
      const { id } = request.params;
      if (!isMediaId(id) || !(await deleteUnclaimed(deps.database, store, id))) throw missing();
      await removePicture(deps.mediaDir, id);
      return reply.code(204).send();
    },
  );
  server.get(
    "/media/:id/:file",
    {
      config: open,
      schema: {
        hide: true,
        params: z.object({ id: z.string().max(64), file: z.enum(["large.webp", "small.webp"]) }),
      },
    },
    async (request, reply) => {
      const { id, file } = request.params;
      const path = isMediaId(id)
        ? pathOf(deps.mediaDir, id, file === "large.webp" ? "large" : "small")
        : undefined;
      const facts = path ? await stat(path).catch(() => undefined) : undefined;
      if (!path || !facts) throw missing();
      return reply
        .type("image/webp")
        .header("content-length", facts.size)
        .header("cache-control", "public, max-age=31536000, immutable")
        .send(createReadStream(path));
    },
  );
}

/** Keeps an uploaded picture until a review claims it. Its id is a secret until then: whoever knows it may use it. */
export async function takePicture(
  deps: Pick<ReviewsDeps, "database" | "clock" | "random" | "mediaDir" | "publicUrl">,
  store: StoreRow,
  upload: Buffer,
): Promise<UploadedMedia> {
  const id = randomHex(ID_BYTES, deps.random);
  const folder = await makeFolder(deps.mediaDir, id);
  try {
    const picture = await keepPicture(upload, folder);
    await insertMedia(deps.database, store, { id, ...picture, createdAt: deps.clock.now() });
    return {
      mediaId: id,
      url: `${deps.publicUrl}/media/${id}/large.webp`,
      thumbnailUrl: `${deps.publicUrl}/media/${id}/small.webp`,
      width: picture.width,
      height: picture.height,
    };
  } catch (error) {
    await removePicture(deps.mediaDir, id);
    throw error;
  }
}
