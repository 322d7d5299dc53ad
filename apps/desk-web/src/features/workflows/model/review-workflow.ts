import { createKlass, declareAttributes, getProperties, reviewAttributes } from "../../klasses/klass.ts";
import { listKlasses } from "../../klasses/klass-list.ts";
import { createWorkflow } from "../workflow.ts";
import { fileReviewTemplate, reviewExample } from "./templates.ts";

const KLASS = "review";

/** Makes the workflow of the guide, with the custom object it files and the published example to begin with. */
export async function createReviewWorkflow(name: string): ReturnType<typeof createWorkflow> {
  await ensureReviewKlass();
  return createWorkflow({
    ...fileReviewTemplate,
    ...(name.trim() === "" ? {} : { name: name.trim() }),
    // The server puts it where a hook's transaction has it.
    example: reviewExample,
  });
}

async function ensureReviewKlass(): Promise<void> {
  const attributes = reviewAttributes.map((attribute) => ({ ...attribute, key: attribute.displayName }));
  const { data } = await listKlasses();
  if (!data.some((klass) => klass.attributes.name === KLASS)) {
    await createKlass({ name: KLASS, displayName: "Review", attributes });
    return;
  }
  const declared = await getProperties(KLASS);
  const wanted = ["ratingNum", "titleStr", "bodyTxt", "sentimentStr", "recommendedBool", "productStr"];
  if (wanted.some((name) => !(name in declared))) await declareAttributes(KLASS, attributes);
}
