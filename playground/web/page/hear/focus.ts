import type { Draft } from "../composer/draft.ts";

/** Where what is written goes on. */
export function focusDraft(composer: HTMLElement, { at }: Draft): void {
  const id = at === undefined ? "tail" : `option-${at}`;
  const field = composer.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
  if (!field || field === document.activeElement) return;
  field.focus();
  if (field instanceof HTMLTextAreaElement) {
    field.setSelectionRange(field.value.length, field.value.length);
  }
}

/** Remembers where the cursor was, and takes it back there. */
export function createReturning(): { leave(): void; back(): void } {
  let left: Element | null = null;
  return {
    leave() {
      left = document.activeElement;
    },
    back() {
      const goal = left instanceof HTMLElement && left.isConnected ? left : undefined;
      (goal ?? document.querySelector<HTMLElement>("#tail"))?.focus();
      left = null;
    },
  };
}
