const formatter = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumFractionDigits: 4,
});

/** The fraction of a dollar that people read: more digits than a price has would look like one. */
const STEP_MICRO_USD = 100;

/** A limit or a cost; rounded up, so that nobody is told less than what is asked of them. */
export const atMost = (microUsd: number): string =>
  formatter.format((Math.ceil(microUsd / STEP_MICRO_USD) * STEP_MICRO_USD) / 1_000_000);

/** What is left of a limit; rounded down, so that it is really there. Never below zero. */
export const left = (limitMicroUsd: number, usedMicroUsd: number): string => {
  const microUsd = Math.max(0, limitMicroUsd - usedMicroUsd);
  return formatter.format((Math.floor(microUsd / STEP_MICRO_USD) * STEP_MICRO_USD) / 1_000_000);
};

/** Discord's clients show it as "in 3 hours", in the reader's own language and time. */
export const renews = (at: number): string => `<t:${Math.ceil(at / 1000)}:R>`;

/** "1 video", "3 videos". */
export const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;
