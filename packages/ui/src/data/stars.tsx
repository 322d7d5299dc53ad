import { VisuallyHidden } from "@mantine/core";
import { IconStarFilled } from "@tabler/icons-react";
import classes from "./stars.module.css";

const OUT_OF = [1, 2, 3, 4, 5];

/** A rating from 1 to 5 as stars; fractions fill a part of a star. `size` in pixels. */
export function Stars({ rating, size = 16 }: { readonly rating: number; readonly size?: number }) {
  const shown = Math.min(5, Math.max(0, rating));
  const words = `${Number.isInteger(shown) ? shown : shown.toFixed(1)} of 5 stars`;
  return (
    <span className={classes["stars"]} title={words}>
      <VisuallyHidden>{words}</VisuallyHidden>
      {OUT_OF.map((star) => {
        const part = Math.min(1, Math.max(0, shown - star + 1));
        return (
          <span
            key={star}
            className={classes["star"]}
            style={{ width: size, height: size }}
            aria-hidden="true"
          >
            <IconStarFilled size={size} className={classes["empty"]} />
            {part > 0 && (
              <span className={classes["part"]} style={{ width: `${part * 100}%` }}>
                <IconStarFilled size={size} className={classes["full"]} />
              </span>
            )}
          </span>
        );
      })}
    </span>
  );
}
