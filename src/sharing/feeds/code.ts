import { randomInt } from "node:crypto";

/** No vowels, so that no words come of it, and nothing that is read as something else. */
const SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ";
const LENGTH = 10;

/** A code that nobody guesses: 27^10 are 2·10^14. */
export const newCode = (): string =>
  Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");

/** As it is kept, from what somebody typed. */
export const readCode = (typed: string): string => typed.toUpperCase().replaceAll(/[\s-]/g, "");
