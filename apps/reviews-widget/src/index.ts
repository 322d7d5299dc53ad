import { HarkReviews } from "./hark-reviews.ts";
import { HarkStars } from "./hark-stars.ts";
import { HarkWriteReview } from "./hark-write-review.ts";

const elements = {
  "hark-write-review": HarkWriteReview,
  "hark-reviews": HarkReviews,
  "hark-stars": HarkStars,
};
for (const [name, element] of Object.entries(elements)) {
  // A theme may load the script twice.
  if (!customElements.get(name)) customElements.define(name, element);
}
