import { setImmediate } from "node:timers/promises";
import { Busboy } from "@fastify/busboy";
import { HarkError, type Json, type JsonObject } from "@hark/kernel";
import { fieldsToJson } from "./form.ts";
import { MAX_MEMBERS, tooMany } from "./limits.ts";

/** A file of a form or of a mail, as it stands in a transaction. */
export type FileInPayload = {
  /** Without any path; null when the sender gave none. */
  filename: string | null;
  contentType: string;
  /** Bytes of the content, before base64. */
  size: number;
  /** The whole content in base64; what bounds it is the size of the body. */
  content: string;
};

/** A file in the form a payload has it. */
export function fileInPayload(
  filename: string | undefined,
  contentType: string,
  content: Buffer,
): FileInPayload {
  return {
    filename: filename === undefined || filename === "" ? null : filename,
    contentType,
    size: content.length,
    content: content.toString("base64"),
  };
}

/**
 * Reads `multipart/form-data`: fields as text, files as {@link FileInPayload}, a name that comes again as a list. A file
 * input that was left empty is left out. Throws 400 for a body that is cut short or has no boundary.
 */
export async function readMultipart(body: Buffer, contentType: string): Promise<JsonObject> {
  const fields: (readonly [string, Json])[] = [];
  const parser = openParser(body.length, contentType);
  let isOver = false;
  const read = new Promise<JsonObject>((resolve, reject) => {
    parser.on("field", (name, value) => void fields.push([name, value]));
    parser.on("file", (name, stream, filename: string | undefined, _encoding, type) => {
      const chunks: Buffer[] = [];
      // A place is kept, because a file ends after a field that stands behind it may have come.
      const place = fields.push([name, null]) - 1;
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
      stream.on("error", (error: unknown) => reject(broken(error)));
      stream.on("end", () => {
        const content = Buffer.concat(chunks);
        const isEmpty = content.length === 0 && !filename;
        fields[place] = [name, isEmpty ? EMPTY_INPUT : fileInPayload(filename, type, content)];
      });
    });
    parser.on("partsLimit", () => reject(tooMany("fields")));
    parser.on("error", (error) => reject(broken(error)));
    parser.on("finish", () => resolve(fieldsToJson(fields.filter(([, value]) => value !== EMPTY_INPUT))));
  }).finally(() => {
    isOver = true;
  });
  // Piece by piece, so that a form of thousands of parts holds nobody else up, and one that is refused is not read on.
  const feed = async (): Promise<void> => {
    for (let at = 0; at < body.length && !isOver; at += CHUNK) {
      parser.write(body.subarray(at, at + CHUNK));
      await setImmediate();
    }
    if (!isOver) parser.end();
  };
  const [fieldsRead] = await Promise.all([read, feed()]);
  return fieldsRead;
}

const CHUNK = 32_768;

/** Stands for a file input without a file; told from a field by being this very object. */
const EMPTY_INPUT: JsonObject = {};

function openParser(bytes: number, contentType: string): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: {
        fieldNameSize: bytes,
        fieldSize: bytes,
        parts: MAX_MEMBERS,
        headerPairs: 100,
        headerSize: 16_384,
      },
    });
  } catch (error) {
    throw broken(error);
  }
}

function broken(error: unknown): HarkError {
  const reason = error instanceof Error ? error.message : "not readable";
  return new HarkError(
    "badparam",
    `the body is not valid multipart/form-data: ${reason}; let the sending program make both the body and its content-type`,
    { pointer: "" },
    [],
    { cause: error },
  );
}
