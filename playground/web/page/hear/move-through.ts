/**
 * Moves the focus through a list by the keys that lists have: arrows, Home and End.
 *
 * @returns whether the key was one of them
 */
export function moveThrough(
  list: Element | null,
  items: string,
  from: Element | null,
  key: string,
): boolean {
  const all = [...(list?.querySelectorAll<HTMLElement>(items) ?? [])];
  const at = all.findIndex((item) => item === from);
  const to = GOALS[key]?.(at, all.length);
  if (to === undefined || all.length === 0) return false;
  all[to]?.focus();
  return true;
}

const GOALS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (Math.max(at, 0) - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};
