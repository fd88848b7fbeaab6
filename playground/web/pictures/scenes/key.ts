import type { Scene } from "../scene.ts";

/** The form for a server's own key. */
export const key: Scene = {
  name: "key",
  async play({ channel, moderator, takeForm }) {
    const form = await (await moderator.in(channel).slash("settings key")).modal();
    await takeForm("key-form", form, { viewer: moderator });
  },
};
