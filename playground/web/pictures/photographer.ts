import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Modal } from "../../discord/actor/modal.ts";
import type { LocalDiscord } from "../../discord/server.ts";
import type { RenderContext } from "../render/context.ts";
import { type Html, markup } from "../render/html.ts";
import { renderChannel } from "../render/message/channel.ts";
import { type ShownModal, renderModal } from "../render/modal/modal.ts";
import type { Camera, View } from "./camera.ts";
import { develop } from "./develop.ts";
import { botPicture, directoryOf } from "./directory.ts";
import { shrink } from "./shrink.ts";
import type { Pose, SceneSet } from "./scene.ts";

type Photographer = Pick<SceneSet, "take" | "takeForm">;

/** @param outDir where the pictures go */
export async function createPhotographer(
  discord: LocalDiscord,
  camera: Camera,
  outDir: string,
): Promise<Photographer> {
  const picture = await botPicture();
  const names = directoryOf(discord.world, picture);

  const contextOf = ({ viewer, entered, openMenu }: Pose): RenderContext => ({
    nowMs: discord.clock.now(),
    timeZone: "UTC",
    names,
    viewerId: viewer.id,
    revealed: new Set<string>(),
    ...(entered === undefined ? {} : { entered }),
    ...(openMenu === undefined ? {} : { openMenu }),
  });

  async function save(name: string, content: Html, view: View): Promise<void> {
    const png = await shrink(await camera.shoot(content, view));
    await mkdir(outDir, { recursive: true });
    const path = join(outDir, `${name}.png`);
    // Nobody who looks into the folder meanwhile finds half a picture.
    await writeFile(`${path}.part`, png);
    await rename(`${path}.part`, path);
  }

  return {
    async take(name, messages, pose) {
      const { shown, stills } = await develop(messages, pose.secondsBeforeEnd ?? 1);
      const draw = (context: RenderContext): Html =>
        markup`<main class="picture">${renderChannel(shown, context, "the channel")}</main>`;
      const context = { ...contextOf(pose), stillOf: (url: string) => stills.get(url) };
      const closed = draw(context);
      const openMenu = pose.openMenu && menuKey(closed, pose.openMenu);
      await save(name, openMenu ? draw({ ...context, openMenu }) : closed, pose);
    },
    async takeForm(name, modal: Modal, pose) {
      const { bot } = discord.world;
      const app = { id: bot.id, name: bot.username, avatar: picture };
      const form = modal.data as unknown as ShownModal;
      const drawn = renderModal(form, contextOf(pose), { app, key: "form" });
      await save(name, markup`<main class="picture of-modal">${drawn}</main>`, pose);
    },
  };
}

/** The renderer calls a menu by its place in the message; people who write scenes, by its custom id. */
function menuKey(drawn: Html, customId: string): string {
  const start = `data-custom-id="${customId}" data-menu="`;
  const [, after] = String(drawn).split(start);
  const key = after?.split('"')[0];
  if (key === undefined) throw new Error(`there is no menu ${customId} on that message`);
  return key;
}
