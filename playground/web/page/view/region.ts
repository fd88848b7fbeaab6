import type { Html } from "../../render/html.ts";
import { patch } from "../patch/patch.ts";

/** A part of the page that is drawn again only where what it is drawn from has changed. */
export interface Region<S> {
  root: Element;
  /** What it is drawn from; compared one by one. */
  readonly from: (state: S) => readonly unknown[];
  readonly draw: (state: S) => Html;
  /** After it was drawn. */
  readonly drawn?: (state: S) => void;
}

export function createRegion<S>({ root, from, draw, drawn }: Region<S>): (state: S) => void {
  let last: readonly unknown[] | undefined;
  return (state) => {
    const now = from(state);
    if (last !== undefined && now.every((part, index) => part === last?.[index])) return;
    last = now;
    patch(root, draw(state));
    drawn?.(state);
  };
}
