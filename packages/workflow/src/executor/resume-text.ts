import type { Breath } from "@hark/kernel";
import type { Resume } from "../store/queue.ts";

/**
 * What a run goes on with, as JSON, and about how many bytes that is. Its values are written one after the other, and others have their
 * turn in between.
 */
export async function resumeText(
  { state, ...rest }: Resume,
  breath: Breath,
): Promise<{ readonly text: string; readonly bytes: number }> {
  const { steps, journal, ...others } = state;
  let bytes = 0;
  const write = async (value: unknown): Promise<string> => {
    await breath.take();
    const text = JSON.stringify(value);
    bytes += Buffer.byteLength(text);
    return text;
  };
  const outputs: string[] = [];
  for (const [id, output] of Object.entries(steps))
    outputs.push(`${JSON.stringify(id)}:${await write(output)}`);
  const entries: string[] = [];
  for (const entry of journal) entries.push(await write(entry));
  await breath.take();
  const told = `${JSON.stringify(others).slice(0, -1)},"steps":{${outputs.join(",")}},"journal":[${entries.join(",")}]}`;
  return { text: `${JSON.stringify(rest).slice(0, -1)},"state":${told}}`, bytes };
}
