import type { Page } from "../page.ts";

/** This far from the end still counts as being there. */
const NEAR_PX = 48;

/** Keeps the newest in sight for whoever looks at it, and lets everybody else read. */
export function hearScrolling({ store }: Page, scroller: HTMLElement): { follow: () => void } {
  const distance = (): number => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  const toEnd = (): void => scroller.scrollTo({ top: scroller.scrollHeight });

  scroller.addEventListener(
    "scroll",
    () => {
      const isAtEnd = distance() < NEAR_PX;
      if (isAtEnd !== store.get().isAtEnd) store.set({ isAtEnd });
    },
    { passive: true },
  );
  scroller.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-to-newest]")) {
      store.set({ isAtEnd: true });
      toEnd();
    }
  });

  const follow = (): void => {
    if (store.get().isAtEnd) toEnd();
  };
  // A video that learns its size, or a composer that grows, moves the end.
  const sizes = new ResizeObserver(follow);
  sizes.observe(scroller);
  // A load does not bubble.
  scroller.addEventListener("load", follow, true);
  scroller.addEventListener("loadedmetadata", follow, true);
  return { follow };
}
