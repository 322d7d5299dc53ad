import { describe, expect, test } from "vitest";
import { type MailSetup, requestMail } from "./mail.ts";

const setup: MailSetup = {
  storeName: "Meadow & Main",
  productName: "Great Product",
  variantName: "Teal",
  imageUrl: "https://shop.example/mug.png",
  reviewerName: "Robin Example",
  orderId: "#1205",
  reward: "$5 off your next order",
  url: "http://127.0.0.1:4400/r/abc.def",
};

describe("the mail of a request", () => {
  test("has a link for each number of stars, in both bodies", () => {
    const { html, text } = requestMail(setup);
    for (const rating of [1, 2, 3, 4, 5]) {
      expect(html).toContain(`href="${setup.url}?rating=${rating}"`);
      expect(text).toContain(`${setup.url}?rating=${rating}`);
    }
    expect(html).toContain('src="https://shop.example/mug.png"');
    expect(html).toContain("Meadow &amp; Main");
    expect(text).toContain("Meadow & Main");
    expect(text).toContain("Hello Robin,");
    expect(text).toContain("$5 off your next order");
  });

  test("lets nothing that was typed become markup", () => {
    const evil = `"><img src=x onerror=alert(1)>`;
    const { html } = requestMail({
      ...setup,
      storeName: evil,
      productName: evil,
      variantName: evil,
      reviewerName: evil,
      orderId: evil,
      reward: evil,
      imageUrl: `https://x.example/${evil}`,
    });
    expect(html).not.toContain("<img src=x");
    expect(html).not.toContain(`"${evil}`);
  });

  test("leaves a picture out whose address is none", () => {
    expect(requestMail({ ...setup, imageUrl: "javascript:alert(1)" }).html).not.toContain("<img");
    expect(requestMail({ ...setup, imageUrl: null }).html).not.toContain("<img");
  });

  test("keeps the subject on one line, whatever the product is called", () => {
    const { subject } = requestMail({ ...setup, productName: "Mug\r\nBcc: everyone@example.com" });
    expect(subject).toBe("How do you like your Mug Bcc: everyone@example.com?");
  });

  test("promises nothing where no reward is given", () => {
    const { html, text } = requestMail({ ...setup, reward: null });
    expect(html + text).not.toContain("thank-you");
  });
});
