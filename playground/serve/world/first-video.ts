import { ClientRefusal } from "../../discord/actor/client-refusal.ts";
import { typeSlash } from "../../discord/actor/commands.ts";
import type { LocalDiscord } from "../../discord/server.ts";
import type { CastMember } from "./cast.ts";

const OPTIONS = {
  prompt:
    "A narrow neon alley in the rain at night, steam over the gratings, reflections in the puddles; the camera glides forward slowly.",
  style: "cyberpunk",
  duration: 5,
  resolution: "540p",
  audio: true,
};

/** Somebody makes a video as soon as the bot is there: whoever opens the page finds a card. */
export function makeFirstVideo({ core, events, world }: LocalDiscord, cast: readonly CastMember[]) {
  events.once("ready", () => {
    const author = cast.find(({ role }) => role === "moderator");
    const user = world.users.get(author?.id ?? "");
    const channel = [...world.channels.values()].find(({ name }) => name === "videos");
    if (!user || !channel) return;
    typeSlash({ core, user, channel }, "video", OPTIONS).catch((error: unknown) => {
      // A bot that offers no /video is for whoever works on it to see, and no end of the playground.
      if (!(error instanceof ClientRefusal)) throw error;
    });
  });
}
