import { runFfmpeg } from "../../../playground/runware/render/ffmpeg.ts";

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One picture of a video as RGB bytes; `last` counts pictures from the end. */
export function picture(path: string, at: number, area: Area): Promise<Buffer> {
  const { x, y, width, height } = area;
  const crop = `select=eq(n\\,${at}),crop=${width}:${height}:${x}:${y},format=rgb24`;
  const output = ["-frames:v", "1", "-f", "rawvideo", "-"];
  return runFfmpeg(["-i", path, "-vf", crop, "-vsync", "0", ...output]);
}

/** Mean red, green and blue of RGB bytes. */
export function meanColor(bytes: Buffer): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < bytes.length; i += 3) {
    sums[0] += bytes[i] ?? 0;
    sums[1] += bytes[i + 1] ?? 0;
    sums[2] += bytes[i + 2] ?? 0;
  }
  return sums.map((sum) => Math.round((sum * 3) / bytes.length)) as [number, number, number];
}

/** Mean difference of two pictures, from 0 (equal) to 255. */
export function difference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / a.length;
}
