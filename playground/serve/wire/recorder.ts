import type { WireDetail, WireLine } from "../../web/api.ts";

export type LineFacts = Omit<WireLine, "id">;
export type Parts = () => WireDetail["parts"];

/** The latest of what went over the wire, for the panel. */
export interface Recorder {
  readonly lines: readonly WireLine[];
  /** @returns its id, to change it by; what is in `parts` is looked at only when somebody asks */
  add(facts: LineFacts, parts: Parts): number;
  /** Nothing for a line that has made room meanwhile. */
  change(id: number, news: Partial<LineFacts>): void;
  detail(id: number): WireDetail | undefined;
}

const KEPT = 400;

export function createRecorder(changed: (line: WireLine) => void): Recorder {
  const kept = new Map<number, { line: WireLine; parts: Parts }>();
  let last = 0;

  return {
    get lines() {
      return [...kept.values()].map(({ line }) => line);
    },
    add(facts, parts) {
      last += 1;
      const line = { ...facts, id: last };
      kept.set(last, { line, parts });
      kept.delete(last - KEPT);
      changed(line);
      return last;
    },
    change(id, news) {
      const found = kept.get(id);
      if (!found) return;
      found.line = { ...found.line, ...news };
      changed(found.line);
    },
    detail(id) {
      const found = kept.get(id);
      return found && { id, parts: found.parts() };
    },
  };
}
