import type { Scene } from "../scene.ts";
import { type, until } from "../acting.ts";

/** The doctor, in a server where something is missing. */
export const setup: Scene = {
  name: "setup",
  async play({ channel, guild, moderator, take }) {
    guild.setBotPermissions(["ViewChannel", "SendMessages", "ReadMessageHistory"]);
    const here = moderator.in(channel);
    const answer = await type(here, "setup");
    await take("setup", [await until(here, answer, /Attach Files/)], { viewer: moderator });
  },
};
