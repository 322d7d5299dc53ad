import { Image, ThemeIcon } from "@mantine/core";
import { IconPackage } from "@tabler/icons-react";
import { useState } from "react";

/** A small picture of a product, or a box where it has none or it can't be loaded. `size` in pixels. */
export function Thumbnail({ src, size }: { src: string | null; size: number }) {
  const [failed, setFailed] = useState<string | null>(null);
  if (src === null || src === failed)
    return (
      <ThemeIcon variant="default" size={size} aria-hidden="true">
        <IconPackage size={size * 0.55} stroke={1.5} />
      </ThemeIcon>
    );
  return (
    <Image
      src={src}
      alt=""
      w={size}
      h={size}
      radius="sm"
      fit="cover"
      loading="lazy"
      flex="none"
      onError={() => setFailed(src)}
    />
  );
}
