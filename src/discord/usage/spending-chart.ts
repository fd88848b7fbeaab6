/** One day of the chart. */
export interface Bar {
  /** YYYY-MM-DD. */
  name: string;
  microUsd: number;
}

export interface Chart {
  /** The oldest first; the last one is today. */
  bars: readonly Bar[];
  /** What may be spent a day; null where there is no limit. */
  limitMicroUsd: number | null;
}

const WIDTH = 800;
const HEIGHT = 340;
const PLOT = { left: 76, right: WIDTH - 24, top: 56, bottom: HEIGHT - 44 };
const GRID_LINES = 4;
/** More dates, or amounts, than this would touch each other. */
const MOST_LABELS = 10;
/** A cent: below that the axis would have more digits than meaning. */
const LEAST_STEP = 10_000;
/** A limit further above the highest bar would leave nothing to see of the bars. */
const FARTHEST_LIMIT = 3;

/** Seen on Discord's dark and light backgrounds alike; the text has a contrast of 7:1 and more. */
const COLOURS = {
  back: "#1e1f24",
  grid: "#34363e",
  text: "#c9ccd4",
  title: "#f2f3f5",
  bar: "#6d78f5",
  today: "#a9b1ff",
  limit: "#f0b232",
};

/** What a guild spent a day, as a picture in SVG. It shows no name and nothing that people wrote. */
export function drawSpending({ bars, limitMicroUsd }: Chart): string {
  const highest = Math.max(0, ...bars.map(({ microUsd }) => microUsd));
  const isLimitNear = limitMicroUsd !== null && limitMicroUsd <= FARTHEST_LIMIT * highest;
  const reach = isLimitNear ? Math.max(highest, limitMicroUsd) : highest;
  const step = niceStep(reach);
  const lines = Math.max(2, Math.ceil(reach / step));
  const y = (microUsd: number): number =>
    PLOT.bottom - ((PLOT.bottom - PLOT.top) * microUsd) / (step * lines);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="DejaVu Sans">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="16" fill="${COLOURS.back}"/>`,
    `<text x="24" y="36" font-size="18" font-weight="bold" fill="${COLOURS.title}">Spent per day, in USD</text>`,
    ...grid(step, lines, y),
    ...columns(bars, highest, y),
    ...limitLine(limitMicroUsd, isLimitNear, y),
    "</svg>",
  ].join("\n");
}

function grid(step: number, lines: number, y: (microUsd: number) => number): string[] {
  return Array.from({ length: lines + 1 }, (_, index) => {
    const at = y(index * step).toFixed(1);
    return [
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" stroke="${COLOURS.grid}"/>`,
      label(PLOT.left - 10, Number(at) + 5, axisUsd(index * step, step), "end"),
    ].join("");
  });
}

function columns(bars: readonly Bar[], highest: number, y: (microUsd: number) => number): string[] {
  const room = (PLOT.right - PLOT.left) / Math.max(1, bars.length);
  const width = Math.min(48, room * 0.72);
  const every = Math.ceil(bars.length / MOST_LABELS);
  const firstHighest = bars.findIndex(({ microUsd }) => microUsd === highest);
  return bars.map(({ name, microUsd }, index) => {
    const middle = PLOT.left + room * (index + 0.5);
    const fromToday = bars.length - 1 - index;
    const colour = fromToday === 0 ? COLOURS.today : COLOURS.bar;
    // Counted from today, so that today always has its date.
    const isDated = fromToday % every === 0;
    const isNamed = microUsd > 0 && (every === 1 || index === firstHighest);
    const within = Math.min(Math.max(middle, PLOT.left + 24), PLOT.right - 24);
    return [
      microUsd > 0 ? bar(middle - width / 2, y(microUsd), width, colour) : "",
      isNamed ? label(within, y(microUsd) - 7, barUsd(microUsd), "middle") : "",
      isDated
        ? label(
            Math.min(middle, PLOT.right - 16),
            PLOT.bottom + 26,
            fromToday === 0 ? "today" : shortDate(name),
            "middle",
          )
        : "",
    ].join("");
  });
}

/** Never lower than two pixels: a little is not nothing. Round at the top only. */
function bar(x: number, top: number, width: number, colour: string): string {
  const height = Math.max(2, PLOT.bottom - top);
  const round = Math.min(6, width / 2, height);
  const from = `M${x.toFixed(1)} ${PLOT.bottom}`;
  const up = `v${(round - height).toFixed(1)} q0 ${-round} ${round} ${-round}`;
  const over = `h${(width - 2 * round).toFixed(1)} q${round} 0 ${round} ${round}`;
  return `<path d="${from} ${up} ${over} V${PLOT.bottom} Z" fill="${colour}"/>`;
}

function limitLine(
  microUsd: number | null,
  isNear: boolean,
  y: (microUsd: number) => number,
): string[] {
  if (microUsd === null) return [];
  const words = `budget of the day: ${barUsd(microUsd)}${isNear ? "" : ", far above this chart"}`;
  const legend = `<text x="${PLOT.right}" y="36" font-size="14" text-anchor="end" fill="${COLOURS.limit}">${words}</text>`;
  if (!isNear) return [legend];
  const at = y(microUsd).toFixed(1);
  return [
    `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" stroke="${COLOURS.limit}" stroke-width="2" stroke-dasharray="7 6"/>`,
    legend,
  ];
}

const label = (x: number, y: number, text: string, anchor: "middle" | "end"): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="14" text-anchor="${anchor}" fill="${COLOURS.text}">${text}</text>`;

/** The smallest of 1, 2, 2.5 and 5 times a power of ten with which four lines reach the highest. */
function niceStep(highest: number): number {
  const least = Math.max(LEAST_STEP, highest) / GRID_LINES;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= least) ?? 10;
  return Math.max(LEAST_STEP, factor * power);
}

const axisUsd = (microUsd: number, step: number): string =>
  inUsd(microUsd, step % 1_000_000 === 0 ? 0 : 2);

const barUsd = (microUsd: number): string => inUsd(microUsd, microUsd >= 1_000_000_000 ? 0 : 2);

const inUsd = (microUsd: number, digits: number): string =>
  new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(microUsd / 1_000_000);

const shortDate = (name: string): string =>
  new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" }).format(
    new Date(`${name}T00:00:00Z`),
  );
