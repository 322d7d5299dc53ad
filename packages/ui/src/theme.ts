import { Alert, createTheme, type MantineColorsTuple } from "@mantine/core";

const brand: MantineColorsTuple = [
  "#e3f1f0",
  "#c6e3e1",
  "#9dcfcc",
  "#6fb8b4",
  "#44a09b",
  "#238683",
  "#0b6b6b",
  "#095a5a",
  "#074949",
  "#053838",
];
const red: MantineColorsTuple = [
  "#fdecec",
  "#fad3d5",
  "#f2a9ad",
  "#e97d84",
  "#df565f",
  "#d3414b",
  "#c8323c",
  "#a92831",
  "#8a2028",
  "#6b181f",
];

// Greys with a touch of blue, from text to page, to go with the tokens of the dark scheme.
const dark: MantineColorsTuple = [
  "#e6e9ef",
  "#b3bccb",
  "#919cae",
  "#6b7688",
  "#323b47",
  "#2a323d",
  "#1d232b",
  "#171c23",
  "#12161c",
  "#0f1318",
];

// The tones of what an alert says, in colours that can be read in both schemes.
const alertTones: Readonly<Record<string, string>> = {
  red: "bad",
  yellow: "wait",
  gray: "idle",
  green: "good",
  brand: "brand",
};

/** The one theme of both apps: a blue-green brand, red for failure only, amber for stars only, hairlines instead of shadows. */
export const theme = createTheme({
  primaryColor: "brand",
  primaryShade: 6,
  colors: { brand, red, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.125rem", lineHeight: "1.5rem" },
      h2: { fontSize: "1rem", lineHeight: "1.375rem" },
      h3: { fontSize: "0.875rem", lineHeight: "1.25rem" },
    },
  },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "20px", xl: "32px" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Alert: Alert.extend({
      vars: (_theme, { color, variant }) => {
        const tone = alertTones[color ?? "brand"];
        if (tone === undefined || (variant !== undefined && variant !== "light")) return { root: {} };
        return {
          root: { "--alert-bg": `var(--hark-${tone}-soft)`, "--alert-color": `var(--hark-${tone})` },
        };
      },
    }),
    // Those of the palette on whose tint initials can be read.
    Avatar: { defaultProps: { allowedInitialsColors: ["indigo", "violet", "grape", "brand", "pink"] } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.25 } } },
    Modal: { defaultProps: { overlayProps: { backgroundOpacity: 0.25 }, centered: true } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Badge: { defaultProps: { radius: "xl", tt: "none", fw: 500 } },
    Paper: { defaultProps: { withBorder: true } },
  },
});
