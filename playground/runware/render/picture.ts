/** A video picture as the encoder takes it: full brightness, colour at half the size. */
export interface Picture {
  width: number;
  height: number;
  /** The three planes one after the other, as yuv420p. */
  data: Uint8Array;
  y: Uint8Array;
  u: Uint8Array;
  v: Uint8Array;
}

/** Which weights turn red, green and blue into brightness: HD video's, or VP8's only ones. */
export type ColorMatrix = "bt709" | "bt601";

export function createPicture(width: number, height: number): Picture {
  const area = width * height;
  const data = new Uint8Array((area * 3) / 2);
  const y = data.subarray(0, area);
  const u = data.subarray(area, (area * 5) / 4);
  return { width, height, data, y, u, v: data.subarray((area * 5) / 4) };
}

/** How much of the brightness comes from each colour. */
export function lumaWeights(matrix: ColorMatrix): { red: number; green: number; blue: number } {
  return matrix === "bt709"
    ? { red: 0.2126, green: 0.7152, blue: 0.0722 }
    : { red: 0.299, green: 0.587, blue: 0.114 };
}
