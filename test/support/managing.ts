import type { MemberChannel } from "../../playground/discord/actor/member-channel.ts";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { GivenOptions } from "../../playground/discord/command-options.ts";
import { toldPrivately } from "./cards.ts";
import { setStage, type Stage, type StageOptions } from "./stage.ts";

/** A stage with somebody on it who manages the server. */
export interface Managed extends Stage {
  manager: Actor;
  place: MemberChannel;
  /** Types a command as the manager and reads what they alone are told. */
  told(path: string, options?: GivenOptions): Promise<string>;
  /** Types `/video` as the plain member and reads a refusal. */
  refusedVideo(): Promise<string>;
}

export async function manage(options: StageOptions = {}): Promise<Managed> {
  const stage = await setStage(options);
  const manager = stage.guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
  const place = manager.in(stage.channel);
  return {
    ...stage,
    manager,
    place,
    told: async (path, given = {}) => toldPrivately(place, await place.slash(path, given)),
    async refusedVideo() {
      const seat = stage.member.in(stage.channel);
      return toldPrivately(seat, await seat.slash("video", { prompt: "a paper boat" }));
    },
  };
}

/** Stops the bot and starts it on the same store. */
export async function restart(stage: Pick<Stage, "stopBot" | "startBot">): Promise<void> {
  await stage.stopBot();
  await stage.startBot();
}
