import {
  createdSigningKey,
  newSigningKey,
  signatureCheck,
  signatureVerdict,
  signingKeyShape,
} from "@hark/contract";
import { actorOf, type Server } from "@hark/http";
import { HarkError, HOUR } from "@hark/kernel";
import { deleteSigningKey, listSigningKeys, rotateSigningKey, verifySignature } from "@hark/webhooks";
import { z } from "zod";
import { merchant } from "../stores/merchant-store.ts";
import { genericEndpoint, type WebhookTools } from "./commands.ts";
import { webhookParams } from "./read.ts";
import { newKey, presentKey } from "./signing-keys.ts";

const tags = ["Webhooks"];

/** `/v1/webhooks/{id}/keys`: what events are signed with, and changing it without a gap; and a check of signatures. */
export function signingKeyRoutes(server: Server, tools: WebhookTools): void {
  const { database, clock } = tools.deps;
  server.get(
    "/v1/webhooks/:id/keys",
    {
      config: merchant,
      schema: {
        tags,
        summary: "The keys that events are signed with",
        params: webhookParams,
        response: { 200: z.object({ data: z.array(signingKeyShape) }) },
      },
    },
    async (request) => {
      const { orgId } = actorOf(request);
      const { id } = await genericEndpoint(tools, orgId, request.params.id);
      return { data: (await listSigningKeys(database, orgId, [id], clock.now())).map(presentKey) };
    },
  );
  server.post(
    "/v1/webhooks/:id/keys",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Rotate the key",
        description:
          "Events carry the signatures of both until the overlap is over. The secret is never shown again.",
        params: webhookParams,
        body: newSigningKey,
        response: { 201: createdSigningKey },
      },
    },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const { id } = await genericEndpoint(tools, orgId, request.params.id);
      const { kind, overlapHours } = request.body;
      const key = newKey(tools, { orgId, endpointId: id, kind, now: clock.now() });
      const row = await database.transaction((tx) =>
        rotateSigningKey(tx, key.row, { overlapMs: overlapHours * HOUR }),
      );
      return reply.code(201).send({ ...presentKey(row), secret: key.secret });
    },
  );
  server.delete(
    "/v1/webhooks/:id/keys/:keyId",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Stop signing with a key at once",
        params: webhookParams.extend({ keyId: z.string().max(64) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { orgId } = actorOf(request);
      const { id } = await genericEndpoint(tools, orgId, request.params.id);
      const { keyId } = request.params;
      const keys = await listSigningKeys(database, orgId, [id], clock.now());
      if (!keys.some((key) => key.id === keyId))
        throw new HarkError("notfound", "this webhook has no such key", { parameter: "keyId" });
      if (!(await deleteSigningKey(database, orgId, id, keyId, clock.now())))
        throw new HarkError("conflict", "it is the only key; make another one first", { parameter: "keyId" });
      return reply.code(204).send(null);
    },
  );
  verifyRoute(server, tools);
}

function verifyRoute(server: Server, { deps }: WebhookTools): void {
  server.post(
    "/v1/webhooks/verify",
    {
      config: merchant,
      schema: {
        tags,
        summary: "Check the signature of a message as a receiver got it",
        description: "Nothing of it is kept.",
        body: signatureCheck,
        response: { 200: signatureVerdict },
      },
    },
    (request) => {
      const { secret, publicKey, ...message } = request.body;
      const verdict = verifySignature({
        ...message,
        secrets: secret ? [secret] : [],
        publicKeys: publicKey ? [publicKey] : [],
        now: deps.clock.now(),
      });
      return Promise.resolve({
        ok: verdict.ok,
        message: verdict.ok ? "The signature fits." : verdict.message,
      });
    },
  );
}
