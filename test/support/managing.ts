import type { MemberChannel } from "../../playground/discord/actor/member-channel.ts";
import type { Actor } from "../../playground/discord/actor/member.ts";
import type { GivenOptions } from "../../playground/discord/command-options.ts";
import { toldPrivately } from "./cards.ts";
import { openStage, setStage, type Stage, type StageOptions } from "./stage.ts";

/** A stage with somebody on it who manages the server. */
export interface Managed extends Stage {
  manager: Actor;
  place: MemberChannel;
  /** Types a command as the manager and reads what they alone are told. */
  told(path: string, options?: GivenOptions): Promise<string>;
  /** Types `/video` as the plain member and reads a refusal. */
  refusedVideo(): Promise<string>;
}

export const manage = async (options: StageOptions = {}): Promise<Managed> =>
  withManager(await setStage(options));

/** One that a whole file of tests shares; it has to be closed. */
export const openManaged = async (options: StageOptions = {}): Promise<Managed> =>
  withManager(await openStage(options));

function withManager(stage: Stage): Managed {
  const manager = stage.guild.addMember({ name: "Manager", permissions: ["ManageGuild"] });
  const place = manager.in(stage.channel);
  return {
    ...stage,
    manager,
    place,
    async told(path, given = {}) {
      const use = await place.slash(path, given);
      // Past "thinking…".
      await use.message();
      return toldPrivately(place, use);
    },
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
