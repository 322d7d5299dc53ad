import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

const ID = /^[0-9a-f]{48}$/;

/** The folder of a picture; two letters of its id make a level of their own, so that no folder grows without end. */
function folderOf(mediaDir: string, id: string): string {
  return join(mediaDir, id.slice(0, 2), id);
}

/** True for the form of a picture's id, which is also the only form that may become part of a path. */
export const isMediaId = (id: string): boolean => ID.test(id);

/** Makes the folder of a new picture and gives its path. */
export async function makeFolder(mediaDir: string, id: string): Promise<string> {
  const folder = folderOf(mediaDir, id);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Where one size of a picture is. */
export function pathOf(mediaDir: string, id: string, size: "large" | "small"): string {
  return join(folderOf(mediaDir, id), `${size}.webp`);
}

/** Removes a picture; one that is gone already is no fault. */
export async function removePicture(mediaDir: string, id: string): Promise<void> {
  await rm(folderOf(mediaDir, id), { recursive: true, force: true });
}
