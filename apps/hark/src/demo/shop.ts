import { type Picture, pictureUrl } from "./pictures.ts";

/** The demo shop, as its merchant would have typed it in. */
export const store = {
  slug: "demo",
  name: "Birch & Tide",
  currency: "USD",
  locale: "en",
  countryCode: "US",
  askCountry: true,
  privacyNote: "Your name is shown as first name and initial. Your e-mail address is never shown.",
};

interface DemoProduct {
  readonly productId: string;
  readonly productName: string;
  readonly picture: Picture;
  readonly description: string;
  readonly variants: readonly {
    readonly variantId: string;
    readonly variantName: string;
    readonly sku: string;
  }[];
}

export const products: readonly DemoProduct[] = [
  {
    productId: "1885452822491",
    productName: "Harbour Stoneware Mug",
    picture: "mug",
    description:
      "Thrown by hand, glazed in the colour of deep water. Holds 350 ml, keeps warm for long, goes into the dishwasher.",
    variants: [
      { variantId: "17387480307827", variantName: "Teal", sku: "MUG-TEAL" },
      { variantId: "17387480307828", variantName: "Sand", sku: "MUG-SAND" },
    ],
  },
  {
    productId: "1885452822492",
    productName: "Ridgeline Backpack",
    picture: "backpack",
    description:
      "Waxed canvas, 24 litres, a sleeve for a 15-inch computer and a pocket for what must stay dry.",
    variants: [
      { variantId: "17387480307830", variantName: "Rust", sku: "BAG-RUST" },
      { variantId: "17387480307831", variantName: "Moss", sku: "BAG-MOSS" },
    ],
  },
  {
    productId: "1885452822493",
    productName: "Evening Lamp",
    picture: "lamp",
    description:
      "Linen shade, brass stand, a pull chain that clicks just right. Takes any E27 bulb up to 40 W.",
    variants: [{ variantId: "17387480307840", variantName: "Brass", sku: "LAMP-BRASS" }],
  },
  {
    productId: "1885452822494",
    productName: "Still Headphones",
    picture: "headphones",
    description: "Closed, light, 40 hours on one charge. The cups can be replaced, and so can the battery.",
    variants: [
      { variantId: "17387480307850", variantName: "Night blue", sku: "HEAD-BLUE" },
      { variantId: "17387480307851", variantName: "Chalk", sku: "HEAD-CHALK" },
    ],
  },
  {
    productId: "1885452822495",
    productName: "Clay Planter",
    picture: "planter",
    description: "Unglazed clay that breathes, with a saucer. For plants up to 40 cm.",
    variants: [{ variantId: "17387480307860", variantName: "18 cm", sku: "POT-18" }],
  },
  {
    productId: "1885452822496",
    productName: "Tide Wool Blanket",
    picture: "blanket",
    description: "Soft lambswool, woven wide enough for two on a cold evening. 140 × 200 cm.",
    variants: [{ variantId: "17387480307870", variantName: "Rosewood", sku: "WOOL-ROSE" }],
  },
];

/** A product as `POST /v1/products` takes it. */
export const productBody = ({ picture, ...product }: DemoProduct): object => ({
  ...product,
  imageUrl: pictureUrl(picture),
  url: `/shop/${store.slug}/products/${product.productId}`,
});

export const attributes: readonly object[] = [
  {
    title: "Quality",
    kind: "range",
    subject: "product",
    min: 1,
    max: 5,
    minLabel: "Poor",
    maxLabel: "Excellent",
  },
  {
    title: "Size",
    kind: "centered-range",
    subject: "product",
    max: 2,
    minLabel: "Too small",
    midLabel: "Just right",
    maxLabel: "Too large",
    productIds: ["1885452822492", "1885452822494", "1885452822496"],
  },
  {
    title: "Desired product uses",
    kind: "multi-select",
    subject: "product",
    options: ["Every day", "Travel", "As a gift", "At work"],
  },
  {
    title: "Age range",
    kind: "drop-down",
    subject: "reviewer",
    options: ["18 to 24", "25 to 34", "35 to 44", "45 to 54", "55 or over"],
  },
  { title: "What would make it better?", kind: "text", subject: "product" },
];

export const reward = { enabled: true, description: "$5 off your next order", prefix: "TIDE" };

/** Orders whose lines can be asked for a review. */
export const orders: readonly object[] = [
  {
    orderId: "#1205",
    customer: { name: "Reviewer McGee", email: "reviewer.mcgee@example.com" },
    countryCode: "AU",
    lines: [
      { productId: "1885452822491", variantId: "17387480307827", quantity: 2 },
      { productId: "1885452822496", variantId: "17387480307870" },
    ],
  },
  {
    orderId: "#1206",
    customer: { name: "Robin Example", email: "robin.example@example.com" },
    countryCode: "GB",
    lines: [{ productId: "1885452822492", variantId: "17387480307831" }],
  },
  {
    orderId: "#1207",
    customer: { name: "Sam Sample", email: "sam.sample@example.com" },
    countryCode: "US",
    lines: [{ productId: "1885452822494", variantId: "17387480307850" }],
  },
];
