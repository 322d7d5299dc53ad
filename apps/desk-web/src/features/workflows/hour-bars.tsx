const WIDTH = 72;
const HEIGHT = 20;
const HOURS = 24;

/** A day by the hour as small bars, oldest first. */
export function HourBars({ hours }: { readonly hours: readonly number[] }) {
  const most = Math.max(1, ...hours);
  const bars = Array.from({ length: HOURS }, (_, index) => hours[index] ?? 0);
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" style={{ flex: "none" }}>
      {bars.map((count, index) => {
        const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT);
        const fill = count === 0 ? "var(--hark-line)" : "var(--hark-brand)";
        return (
          <rect
            key={`hour-${String(index)}`}
            x={index * 3}
            y={HEIGHT - height}
            width={2}
            height={height}
            rx={1}
            fill={fill}
          />
        );
      })}
    </svg>
  );
}
