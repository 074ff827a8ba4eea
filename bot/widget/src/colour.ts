/** Makes any accent colour readable: WCAG 2.2 relative luminance and contrast. */

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [17, 19, 23];

/** A "#rgb" or "#rrggbb" colour; null for anything else. */
export function parseColour(text: string): Rgb | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text.trim());
  const digits = short
    ? short.slice(1).map((digit) => digit + digit)
    : /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text.trim())?.slice(1);
  if (!digits) return null;
  const [red = 0, green = 0, blue = 0] = digits.map((digit) => parseInt(digit, 16));
  return [red, green, blue];
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const css = (colour: Rgb): string => `rgb(${colour.map(Math.round).join(" ")})`;

/** `colour`, moved towards black or white until it stands out from `background`. */
function standOut(colour: Rgb, background: Rgb, ratio: number): Rgb {
  const goal = luminance(background) > 0.18 ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = colour.map((c, i) => c + ((goal[i] ?? 0) - c) * share) as unknown as Rgb;
    if (contrast(mixed, background) >= ratio) return mixed;
  }
  return goal;
}

/** Custom properties for `accent` on a panel of colour `surface`. */
export function accentStyles(accent: string, surface: string): string {
  const background = parseColour(surface) ?? WHITE;
  const fill = standOut(parseColour(accent) ?? BLACK, background, 3);
  const onFill = contrast(fill, WHITE) >= 4.5 ? WHITE : contrast(fill, BLACK) >= 4.5 ? BLACK : WHITE;
  const ink = standOut(fill, background, 5.5);
  return `--accent:${css(fill)};--on-accent:${css(onFill)};--accent-ink:${css(ink)};`;
}
