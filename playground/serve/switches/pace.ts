/** How long the local Runware takes for a video; the panel slows it down. */
export interface Pace {
  renderMs: number;
}

/** A card that is whole after some ten seconds: long enough to be watched, short of real life. */
export const USUAL_MS = 8_000;
export const SLOW_MS = 60_000;

export const createPace = (renderMs = USUAL_MS): Pace => ({ renderMs });
