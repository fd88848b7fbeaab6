import { rm, writeFile } from "node:fs/promises";
import { composeAudio } from "./audio.ts";
import { makeCaption } from "./caption.ts";
import { smoothstep } from "./color.ts";
import { encode } from "./encoder.ts";
import { framePicture } from "./frame-picture.ts";
import { framedScene } from "./framed.ts";
import type { ColorMatrix } from "./picture.ts";
import type { Plan } from "./plan.ts";
import { put } from "./put.ts";
import { createRandom } from "./random.ts";
import { sceneOf } from "./scene-of.ts";
import type { Scene, Stage } from "./stage.ts";
import { weatherOf } from "./weather.ts";

/** Draws and encodes the whole video of a plan. */
export async function drawVideo(plan: Plan, outPath: string, signal: AbortSignal): Promise<void> {
  // VP8 knows only the older way from colours to brightness.
  const matrix: ColorMatrix = plan.format === "WEBM" ? "bt601" : "bt709";
  const audioPath = plan.audio ? `${outPath}.pcm.part` : undefined;
  const { width, height, durationS } = plan;
  const stage: Stage = { width, height, durationS, matrix, random: createRandom(plan.seed) };
  // One after the other: a frame that cannot be read must not end this while files are being made.
  const scene = await sceneFor(plan, stage);
  const caption = await makeCaption(plan, matrix);
  const opacity = captionOpacity(plan);
  try {
    if (audioPath) await writeFile(audioPath, composeAudio(plan.style, plan.durationS, plan.seed));
    await encode({ plan, matrix, audioPath, outPath, signal }, (picture, second) => {
      scene.paint(picture, second);
      put(
        picture,
        caption.sprite,
        Math.round(caption.left),
        Math.round(caption.top),
        opacity(second),
      );
    });
  } finally {
    if (audioPath) await rm(audioPath, { force: true });
  }
}

async function sceneFor(plan: Plan, stage: Stage): Promise<Scene> {
  const [first, last] = await Promise.all(
    (["first", "last"] as const).map(async (position) => {
      const frame = plan.frames.find((candidate) => candidate.position === position);
      return frame && framePicture(frame.path, plan, stage.matrix);
    }),
  );
  if (!first && !last) return sceneOf(plan.style, stage);
  const scene = first ? undefined : sceneOf(plan.style, stage);
  return framedScene(stage, { first, last, scene, weather: weatherOf(plan.style, stage) });
}

/** Given frames are seen whole at their end of the video; else the caption is always there. */
function captionOpacity({ frames, durationS }: Plan): (second: number) => number {
  const has = (position: "first" | "last"): boolean =>
    frames.some((frame) => frame.position === position);
  return (second) => {
    const comes = has("first") ? smoothstep(0.3, 1, second) : 1;
    const goes = has("last") ? smoothstep(durationS - 0.4, durationS - 1.1, second) : 1;
    return Math.min(comes, goes);
  };
}
