import type { Sentiment } from "@hark/contract";

/** A mood and what it was judged by. */
export interface JudgedSentiment {
  readonly sentiment: Sentiment;
  readonly source: "rating" | "rating+words";
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

// Words that say the same in every shop; what depends on the product ("hot", "small", "light") is left out on purpose.
const praise = words(
  "love loved loves lovely great good excellent perfect perfectly beautiful amazing wonderful fantastic nice happy pleased best comfortable sturdy joy favourite favorite recommend delighted superb brilliant gorgeous solid impressed enjoy enjoyed helpful fast easy",
);
const blame = words(
  "bad poor terrible awful horrible disappointed disappointing disappointment broke broken breaks worst waste useless cheap flimsy defective faulty return returned refund ripped torn hate hated damaged wrong missing leaks leaked stopped slow late unhappy uncomfortable scratched stains annoying rubbish problem problems fails failed",
);
const negations = words("not no never isn't wasn't don't doesn't didn't won't can't cannot hardly without");
const NEGATION_REACH = 3;

/**
 * Judges the mood. The rating is the strongest sign by far, so it decides, and words only turn a middling one into `mixed`:
 * measured lexicons got the sign of two in nine clear reviews wrong. They are asked for English only.
 */
export function judgeSentiment(rating: number, text: string, languageCode: string | null): JudgedSentiment {
  const byRating: Sentiment = rating >= 4 ? "positive" : rating <= 2 ? "negative" : "neutral";
  if (languageCode !== "en" || rating === 1 || rating === 5) return { sentiment: byRating, source: "rating" };
  const { good, bad } = countSides(text);
  if (good > 0 && bad > 0) return { sentiment: "mixed", source: "rating+words" };
  if (rating === 3 && good + bad > 0)
    return { sentiment: good > 0 ? "positive" : "negative", source: "rating+words" };
  return { sentiment: byRating, source: good + bad > 0 ? "rating+words" : "rating" };
}

/** How many words praise and how many blame; a negation shortly before turns a word around. */
function countSides(text: string): { good: number; bad: number } {
  let good = 0;
  let bad = 0;
  let negatedFor = 0;
  for (const word of text.toLowerCase().match(/[\p{L}'’]+|[.!?;,]/gu) ?? []) {
    const plain = word.replace("’", "'");
    if (/^[.!?;,]$/.test(plain)) negatedFor = 0;
    else if (negations.has(plain)) negatedFor = NEGATION_REACH;
    else {
      const praises = praise.has(plain);
      if (praises || blame.has(plain)) {
        if (praises === negatedFor > 0) bad += 1;
        else good += 1;
      }
      negatedFor -= 1;
    }
  }
  return { good, bad };
}
