/** What a card says of how its generation stands. */
export interface CardState {
  colour: number;
  lines: string[];
}

export const COLOURS = { waiting: 0x80848e, rendering: 0x5865f2, done: 0x23a55a, failed: 0xf23f43 };
