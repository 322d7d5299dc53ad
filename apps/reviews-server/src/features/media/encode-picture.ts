// A process of its own for one picture: the upload comes in on standard input, both sizes are written into the folder named
// first, and their facts are printed as JSON. Exit code 2 says that the upload is no picture.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";

const MAX_PIXELS = 80_000_000;
const LARGE_EDGE = 1_600;
const SMALL_EDGE = 320;
const QUALITY = 82;

const folder = process.argv[2] ?? ".";
sharp.concurrency(1);
// What shoppers' cameras and screens make, and nothing else the decoder could read: SVG, PDF or TIFF open far larger doors.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif"],
});

async function encode(upload: Buffer): Promise<void> {
  // Turned upright by the file's own mark; everything else it held beside the picture is left behind.
  const upright = sharp(upload, { limitInputPixels: MAX_PIXELS, failOn: "error" }).rotate();
  const large = await upright
    .clone()
    .resize(LARGE_EDGE, LARGE_EDGE, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true });
  const small = await upright
    .resize(SMALL_EDGE, SMALL_EDGE, { fit: "cover", position: "attention" })
    .webp({ quality: QUALITY })
    .toBuffer();
  writeFileSync(join(folder, "large.webp"), large.data);
  writeFileSync(join(folder, "small.webp"), small);
  const { width, height } = large.info;
  process.stdout.write(JSON.stringify({ width, height, bytes: large.data.length + small.length }));
}

encode(await buffer(process.stdin)).catch((error: unknown) => {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
