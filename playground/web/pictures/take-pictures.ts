import { join } from "node:path";
import { type Camera, openCamera } from "./camera.ts";
import { createPhotographer } from "./photographer.ts";
import { PictureError } from "./picture-error.ts";
import type { Scene } from "./scene.ts";
import { SCENES } from "./scenes.ts";
import { openStage, refuseViolations, type Stage } from "./stage.ts";

export interface PicturesOptions {
  /** The project's folder, where `npm start` works; the pictures go to its `docs/images`. */
  root: string;
  /** Of the scenes to play; all of them without any. */
  names: readonly string[];
  /** Ends it early; everything is put away all the same. */
  signal: AbortSignal;
  say: (line: string) => unknown;
}

/**
 * Plays scenes with the real bot and takes their pictures.
 *
 * @throws {PictureError} with a sentence: no Chromium, no such scene, or a scene that went wrong
 */
export async function takePictures({ root, names, signal, say }: PicturesOptions): Promise<void> {
  const scenes = chosen(names);
  const stopped = aborted(signal);
  // It is raced against each scene; between two of them nobody sees the rejection.
  stopped.catch(() => undefined);
  const camera = await openCamera();
  try {
    for (const scene of scenes) {
      say(scene.name);
      const stage = await openStage(root, scene.stage);
      try {
        await Promise.race([play(scene, stage, camera, root), stage.ended, stopped]);
        refuseViolations(stage.discord);
      } finally {
        await stage.close();
      }
    }
  } finally {
    await camera.close();
  }
}

function chosen(names: readonly string[]): readonly Scene[] {
  const unknown = names.find((name) => !SCENES.some((scene) => scene.name === name));
  if (unknown !== undefined) {
    const all = SCENES.map(({ name }) => name).join(", ");
    throw new PictureError(`There is no scene “${unknown}”. Scenes: ${all}.`);
  }
  return names.length === 0 ? SCENES : SCENES.filter(({ name }) => names.includes(name));
}

async function play(scene: Scene, stage: Stage, camera: Camera, root: string): Promise<void> {
  const { discord } = stage;
  const guild = discord.createGuild({ name: "Night Owls" });
  const channel = guild.createChannel({ name: "videos" });
  const log = guild.createChannel({
    name: "video-log",
    overwrites: [
      { for: "everyone", deny: ["ViewChannel"] },
      { for: "bot", allow: ["ViewChannel"] },
    ],
  });
  const member = guild.addMember({ name: "Member One" });
  const moderator = guild.addMember({ name: "Moderator", permissions: ["Administrator"] });
  const photographer = await createPhotographer(discord, camera, join(root, "docs/images"));
  try {
    await scene.play({ ...stage, ...photographer, guild, channel, log, member, moderator });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PictureError(`The scene “${scene.name}” went wrong: ${why}`, { cause });
  }
}

async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new PictureError("Stopped."));
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  });
}
