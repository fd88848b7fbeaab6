import { addOption, begin, type Draft, fill, moveOn } from "./draft.ts";
import type { List, Row } from "./rows.ts";

/** The row that Enter takes: the one that the arrows went to, else the first where that is usual. */
export function activeIn({ active }: Draft, { rows, isEager }: List): number {
  if (active >= 0) return Math.min(active, rows.length - 1);
  return isEager && rows.length > 0 ? 0 : -1;
}

/** What becomes of the draft when a row is taken. */
export function choose(draft: Draft, row: Row): Draft {
  switch (row.kind) {
    case "command":
      return begin(row.usable);
    case "option":
      return addOption(draft, row.option.name);
    case "choice":
      if (draft.at === undefined) return draft;
      return moveOn(fill(draft, draft.at, { text: row.name, value: row.value }));
  }
}

/** Up or down by one; past an end it goes on at the other. */
export function moveActive(draft: Draft, list: List, by: 1 | -1): Draft {
  const count = list.rows.length;
  if (count === 0) return draft;
  const from = activeIn(draft, list);
  const active = from === -1 ? (by === 1 ? 0 : count - 1) : (from + by + count) % count;
  return { ...draft, active };
}
