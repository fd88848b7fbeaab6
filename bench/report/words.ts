import type { Spread } from "../ground/stats.ts";

export const ms = (value: number): string => `${digits(value)} ms`;
export const seconds = (valueMs: number): string => `${digits(valueMs / 1000)} s`;
export const megabytes = (bytes: number): string => `${digits(bytes / 1e6)} MB`;
export const ratio = (value: number): string => `${value.toFixed(2)} ×`;

/** Three digits: more would claim more than was measured. */
export const digits = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "–";

/** The median, and from where to where the rounds went. */
export function spreadText(
  { median, least, most, rounds }: Spread,
  show: (value: number) => string,
) {
  return rounds > 1
    ? `${show(median)} (${digits2(least, show)}–${digits2(most, show)})`
    : show(median);
}

/** Without its unit, which the median has already. */
const digits2 = (value: number, show: (value: number) => string): string =>
  show(value).replace(/ \D+$/, "");
