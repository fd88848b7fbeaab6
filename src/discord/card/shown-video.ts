import type { Posted } from "../../generation/ports.ts";

/** One finished video and what became of it. */
export interface ShownVideo {
  posted: Posted;
  /** Where to watch it, when it could not be uploaded. */
  url: string;
  seed: number | null;
}
