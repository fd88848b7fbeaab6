/** One line of the table. */
export interface Row {
  /** What was measured, with its unit. */
  figure: string;
  ours: string;
  rival: string;
  /** What issue 6 asks for. */
  aim: string;
  /** Whether it is reached; null where it is no more than a fact. */
  isMet: boolean | null;
}

export interface Outcome {
  rows: Row[];
  /** How it was measured, and whatever a reader must know to believe it. */
  notes: string[];
  /** The numbers behind it, few enough to be kept. */
  raw: unknown;
}

export interface Setting {
  /** Small numbers: whether it runs, not how well. */
  quick: boolean;
  /** For whatever is written meanwhile; removed at the end. */
  workDir: string;
  tell: (line: string) => void;
}

export interface Figure {
  name: string;
  title: string;
  run: (setting: Setting) => Promise<Outcome>;
}
