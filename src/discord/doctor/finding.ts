/** One thing the doctor has to say. */
export interface Finding {
  level: "well" | "warning" | "problem";
  /** A sentence that stands alone. */
  what: string;
  /** More sentences, one a line: what is missing, what follows, what to do. */
  more: readonly string[];
  /** What can be pressed to put it right. */
  remedy?: "invite" | "startOver";
}

export const well = (what: string, ...more: string[]): Finding => ({ level: "well", what, more });

export const warning = (what: string, ...more: string[]): Finding => ({
  level: "warning",
  what,
  more,
});

export const problem = (what: string, ...more: string[]): Finding => ({
  level: "problem",
  what,
  more,
});
