import { HarkError } from "@hark/kernel";

/** Largest upload (bytes) and largest picture (pixels) that is taken. */
export const mediaLimits = { bytes: 15_000_000, pixels: 80_000_000 } as const;

const LARGE_EDGE = 1_600;
const SMALL_EDGE = 320;
const QUALITY = 82;

/** A picture in the two sizes that are kept. */
export interface KeptPicture {
  readonly large: Buffer;
  readonly small: Buffer;
  readonly width: number;
  readonly height: number;
}

/**
 * Encodes an upload anew, as WebP, in two sizes: whatever else a file held (places, faces' owners, scripts in odd formats) is
 * not carried on. Turned upright by its own orientation mark. Throws `badparam` for what is no picture.
 */
export async function keepPicture(upload: Buffer): Promise<KeptPicture> {
  // Loaded at the first upload: the library takes memory that a shop without photos never needs.
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  try {
    const source = sharp(upload, { limitInputPixels: mediaLimits.pixels, failOn: "error" }).rotate();
    const large = await source
      .clone()
      .resize(LARGE_EDGE, LARGE_EDGE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    const small = await source
      .resize(SMALL_EDGE, SMALL_EDGE, { fit: "cover", position: "attention" })
      .webp({ quality: QUALITY })
      .toBuffer();
    return { large: large.data, small, width: large.info.width, height: large.info.height };
  } catch (error) {
    throw new HarkError(
      "badparam",
      "this file is no picture that can be read; send a JPEG, PNG, WebP or AVIF of up to 15 MB",
      { pointer: "/file" },
      [],
      { cause: error },
    );
  }
}
