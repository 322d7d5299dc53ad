import type { Photo } from "./pictures.ts";

/** A review that was there before Hark was: shown on the shop, sent to nobody. */
export interface PastReview {
  readonly productId: string;
  readonly variantId?: string;
  readonly daysAgo: number;
  readonly rating: number;
  readonly title: string;
  readonly body: string;
  readonly name: string;
  readonly email: string;
  readonly isRecommended?: boolean;
  readonly countryCode?: string;
  readonly attributes?: readonly { readonly title: string; readonly value: string | number | string[] }[];
  readonly photo?: Photo;
}

/** Some history, so that no page of the demo is bare. */
export const pastReviews: readonly PastReview[] = [
  {
    productId: "1885452822491",
    variantId: "17387480307827",
    daysAgo: 41,
    rating: 5,
    title: "My morning is better for it",
    body: "Heavy in a good way, keeps tea warm until I remember that I made some. The glaze is deeper than in the pictures.",
    name: "Alex Sample",
    email: "alex.sample@example.com",
    isRecommended: true,
    countryCode: "US",
    attributes: [
      { title: "Quality", value: 5 },
      { title: "Desired product uses", value: ["Every day", "At work"] },
    ],
    photo: "photo-desk",
  },
  {
    productId: "1885452822491",
    daysAgo: 33,
    rating: 4,
    title: "Lovely, a little heavy",
    body: "Beautiful colour and it feels solid. I would like a lighter one for my mother.",
    name: "Kim Example",
    email: "kim.example@example.com",
    isRecommended: true,
    countryCode: "CA",
    attributes: [
      { title: "Quality", value: 4 },
      { title: "What would make it better?", value: "A lighter version" },
    ],
  },
  {
    productId: "1885452822491",
    daysAgo: 12,
    rating: 3,
    title: "Nice mug, slow parcel",
    body: "The mug is good. It took two weeks to arrive and the box was damaged, but the mug survived.",
    name: "Jo Sample",
    email: "jo.sample@example.com",
    isRecommended: true,
    countryCode: "GB",
    attributes: [{ title: "Quality", value: 4 }],
  },
  {
    productId: "1885452822492",
    variantId: "17387480307830",
    daysAgo: 28,
    rating: 5,
    title: "Two weeks on the trail",
    body: "Rain, mud and one river. Everything inside stayed dry and the straps never rubbed.",
    name: "Robin Example",
    email: "robin.example@example.com",
    isRecommended: true,
    countryCode: "GB",
    attributes: [
      { title: "Quality", value: 5 },
      { title: "Size", value: 0 },
      { title: "Desired product uses", value: ["Travel"] },
      { title: "Age range", value: "35 to 44" },
    ],
    photo: "photo-trail",
  },
  {
    productId: "1885452822492",
    daysAgo: 9,
    rating: 2,
    title: "The zip gave up",
    body: "Great bag for a month, then the main zip broke. I wanted to love it and I am disappointed.",
    name: "Pat Example",
    email: "pat.example@example.com",
    isRecommended: false,
    countryCode: "US",
    attributes: [
      { title: "Quality", value: 2 },
      { title: "Size", value: 1 },
    ],
  },
  {
    productId: "1885452822493",
    daysAgo: 20,
    rating: 5,
    title: "The light I was after",
    body: "Warm, soft and just bright enough to read by. The pull chain is a joy.",
    name: "Charlie Sample",
    email: "charlie.sample@example.com",
    isRecommended: true,
    countryCode: "NL",
    attributes: [{ title: "Quality", value: 5 }],
    photo: "photo-room",
  },
  {
    productId: "1885452822493",
    daysAgo: 5,
    rating: 4,
    title: "Schöne Lampe",
    body: "Das Licht ist warm und angenehm, der Schirm ist sauber verarbeitet. Nur das Kabel könnte etwas länger sein.",
    name: "Toni Beispiel",
    email: "toni.beispiel@example.com",
    isRecommended: true,
    countryCode: "DE",
    attributes: [{ title: "Quality", value: 4 }],
  },
  {
    productId: "1885452822494",
    daysAgo: 16,
    rating: 5,
    title: "Quiet at last",
    body: "I wear them all day at work and forget that they are there. The battery really does last a week.",
    name: "Sam Sample",
    email: "sam.sample@example.com",
    isRecommended: true,
    countryCode: "US",
    attributes: [
      { title: "Quality", value: 5 },
      { title: "Size", value: 0 },
      { title: "Desired product uses", value: ["Every day", "At work"] },
    ],
  },
  {
    productId: "1885452822496",
    daysAgo: 3,
    rating: 5,
    title: "Everybody fights over it",
    body: "Soft, warm, and large enough that we could share it. We do not.",
    name: "Lee Example",
    email: "lee.example@example.com",
    isRecommended: true,
    countryCode: "IE",
    attributes: [
      { title: "Quality", value: 5 },
      { title: "Desired product uses", value: ["As a gift"] },
    ],
  },
];

/** New reviews that go the real way once shop and desk are joined: what the desk's timelines begin with. */
export const firstReviews: readonly object[] = [
  {
    productId: "1885452822491",
    variantId: "17387480307827",
    rating: 4,
    title: "My new favourite mug",
    body: "I did not think I could love a mug this much. One star less because I should have bought two.",
    isRecommended: true,
    name: "Reviewer McGee",
    email: "reviewer.mcgee@example.com",
    countryCode: "AU",
    orderId: "#1205",
    attributes: [
      { title: "Quality", value: 5 },
      { title: "Desired product uses", value: ["Every day", "As a gift"] },
    ],
  },
  {
    productId: "1885452822494",
    variantId: "17387480307850",
    rating: 1,
    title: "The left side went silent",
    body: "They sounded great for a week, then the left cup stopped working. I need help with this, please.",
    isRecommended: false,
    name: "Sam Sample",
    email: "sam.sample@example.com",
    countryCode: "US",
    orderId: "#1207",
    attributes: [
      { title: "Quality", value: 1 },
      { title: "Size", value: 0 },
    ],
  },
];
