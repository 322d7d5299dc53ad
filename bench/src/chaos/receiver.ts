// A receiver that can be killed: `node receiver.ts PORT FILE`. What it took is written down before it answers.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

const [port = "0", file = ""] = process.argv.slice(2);
const server = createServer((request, response) => {
  void text(request).then((body) => {
    const { type, data } = JSON.parse(body) as {
      type: string;
      data: { reviewerEmail: string; review: { reviewId: string; title: string } };
    };
    const line = {
      id: request.headers["webhook-id"],
      type,
      reviewId: data.review.reviewId,
      title: data.review.title,
      key: data.reviewerEmail,
    };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    response.writeHead(201, { "content-type": "application/json" }).end("{}");
  });
});
server.listen(Number(port), "127.0.0.1", () => process.stdout.write("listening\n"));
