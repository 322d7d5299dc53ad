import type { Answer } from "@hark/accounts/testing";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReviewsBench, reviewsBench } from "../../testing/reviews-bench.ts";

let bench: ReviewsBench;
beforeAll(async () => {
  bench = await reviewsBench();
  await bench.call("PUT", "/v1/integrations/kustomer", {
    enabled: true,
    apiKey: "hk_of-the-receiver",
    apiUrl: `http://127.0.0.1:2/v1/hooks/web/${"a".repeat(64)}`,
  });
});
afterAll(() => bench.close());

const pointers = (answer: Answer): string[] =>
  answer.body.errors.map((error: { source: { pointer: string } }) => error.source.pointer);
const plain = () => sharp({ create: { width: 640, height: 480, channels: 3, background: "#2f6f73" } });

test("an uploaded picture is encoded anew, belongs to one review, and travels with it", async () => {
  const jpeg = await plain()
    .withExif({ IFD0: { Copyright: "A name" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
    .jpeg()
    .toBuffer();
  expect((await sharp(jpeg).metadata()).exif).toBeDefined();
  const uploaded = await upload(jpeg);
  expect(uploaded.status, JSON.stringify(uploaded.body)).toBe(201);
  expect(uploaded.body).toMatchObject({ width: 640, height: 480 });
  const { mediaId } = uploaded.body;
  const file = await bench.reviews.server.inject({ url: `/media/${mediaId}/large.webp` });
  expect(file.headers["content-type"]).toBe("image/webp");
  const kept = await sharp(file.rawPayload).metadata();
  expect(kept.format).toBe("webp");
  expect(kept.exif).toBeUndefined();

  const review = await bench.submit({ mediaIds: [mediaId] });
  expect(review.status).toBe(201);
  const { body } = await bench.database.one<{ body: string }>(
    "select body from webhooks.events where org_id = $1 and subject_id = $2",
    [bench.orgId, review.body.reviewId],
  );
  expect(JSON.parse(body)).toMatchObject({
    media: { imageUrls: [`http://127.0.0.1:4400/media/${mediaId}/large.webp`], imageCount: 1 },
  });
  expect(pointers(await bench.submit({ mediaIds: [mediaId] }))).toEqual(["/mediaIds/0"]);
});

test("only the formats that are named are read: SVG, GIF and TIFF are refused, whatever they call themselves", async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>';
  const others = [
    Buffer.from(svg),
    Buffer.from("no picture"),
    await plain().gif().toBuffer(),
    await plain().tiff().toBuffer(),
  ];
  for (const file of others) expect(pointers(await upload(file))).toEqual(["/file"]);
  for (const file of [
    await plain().png().toBuffer(),
    await plain().webp().toBuffer(),
    await plain().avif().toBuffer(),
  ])
    expect((await upload(file)).status).toBe(201);
  expect((await upload(Buffer.alloc(16_000_000))).status).toBe(413);
});

test("an upload can be taken back until a review has it", async () => {
  const path = (mediaId: string): string => `/v1/stores/${bench.store}/media/${mediaId}`;
  const { mediaId } = (await upload(await plain().png().toBuffer())).body;
  expect((await bench.call("DELETE", path(mediaId), undefined, {})).status).toBe(204);
  expect((await bench.reviews.server.inject({ url: `/media/${mediaId}/large.webp` })).statusCode).toBe(404);
  expect((await bench.call("DELETE", path(mediaId), undefined, {})).status).toBe(404);

  const claimed = (await upload(await plain().png().toBuffer())).body.mediaId;
  expect((await bench.submit({ mediaIds: [claimed] })).status).toBe(201);
  expect((await bench.call("DELETE", path(claimed), undefined, {})).status).toBe(404);
  expect((await bench.reviews.server.inject({ url: `/media/${claimed}/large.webp` })).statusCode).toBe(200);
});

test("no address leads out of the folder of pictures", async () => {
  for (const id of ["..%2F..", "%00", "g".repeat(48), "A".repeat(48)])
    expect((await bench.reviews.server.inject({ url: `/media/${id}/large.webp` })).statusCode).toBe(404);
});

function upload(file: Buffer): Promise<Answer> {
  const boundary = "----a-boundary-of-the-test";
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`,
    ),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return bench.call("POST", `/v1/stores/${bench.store}/media`, body, {
    "content-type": `multipart/form-data; boundary=${boundary}`,
  });
}
