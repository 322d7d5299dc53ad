import { Anchor, Group, Modal } from "@mantine/core";
import { useState } from "react";
import classes from "./timeline-column.module.css";

interface Props {
  readonly photos: readonly string[];
  readonly videos: readonly string[];
}

/** The pictures of a review, large on a click; videos as links. */
export function Photos({ photos, videos }: Props) {
  const [shown, setShown] = useState<string | null>(null);
  if (photos.length === 0 && videos.length === 0) return null;
  return (
    <>
      <div className={classes["photos"]}>
        {photos.map((photo, index) => (
          <button type="button" key={photo} className={classes["photo"]} onClick={() => setShown(photo)}>
            <img
              src={photo}
              alt={`From the review, ${index + 1} of ${photos.length}`}
              loading="lazy"
              width={84}
              height={84}
              referrerPolicy="no-referrer"
            />
          </button>
        ))}
      </div>
      {videos.length > 0 && (
        <Group gap="sm">
          {videos.map((video, index) => (
            <Anchor key={video} href={video} target="_blank" rel="noreferrer" size="sm">
              Video {index + 1}
            </Anchor>
          ))}
        </Group>
      )}
      <Modal opened={shown !== null} onClose={() => setShown(null)} size="auto" title="Photo">
        {shown !== null && (
          <img
            src={shown}
            alt="From the review, large"
            style={{ display: "block", maxWidth: "100%", maxHeight: "75vh" }}
            referrerPolicy="no-referrer"
          />
        )}
      </Modal>
    </>
  );
}
