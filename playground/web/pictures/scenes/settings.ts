import type { Scene } from "../scene.ts";
import { type } from "../acting.ts";

/** The answer of one setting, and the panel with all of them. */
export const settings: Scene = {
  name: "settings",
  async play({ channel, guild, log, moderator, take }) {
    const here = moderator.in(channel);
    const regulars = guild.createRole({ name: "Regulars" });
    const gallery = guild.createChannel({ name: "all-ages" });
    const safety = await type(here, "settings safety", { mode: "full", channel: gallery });
    await take("settings-safety", [safety], { viewer: moderator });
    await type(here, "settings log", { channel: log });
    await type(here, "settings review", { mode: "first-timers", first: 3 });
    await type(here, "settings allowance", { videos: 5, at_once: 2 });
    await type(here, "settings allowance", { role: regulars, videos: 20 });
    await type(here, "settings budget", { day: 10, month: 150, timezone: "Europe/Berlin" });
    await type(here, "settings confirm-above", { usd: 0.5 });
    await type(here, "settings access channels", { action: "allow", channel });
    const panel = await type(here, "settings show");
    await take("settings-show", [panel], { viewer: moderator });
  },
};
