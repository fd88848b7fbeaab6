import type { Interaction } from "../../playground/discord/model.ts";
import type { LocalDiscord } from "../../playground/discord/server.ts";
import type { Runware } from "../../playground/runware/server.ts";
import { png } from "../support/png.ts";
import { allowed, seen } from "../torture/ask.ts";
import { lookAt } from "../torture/look.ts";
import type { Random } from "../torture/random.ts";

/** Steady traffic: members of several guilds, most of them patient. */
export interface Traffic {
  /** A few members type `/video`. */
  ask(): Promise<void>;
  /** Somebody waits for the first answer, which Discord gives three seconds. */
  isAnswerDue(): boolean;
  onTheWay(): number;
  readonly asked: number;
  readonly ended: number;
}

const GUILDS = 4;
const MEMBERS = 5;
const AT_ONCE = 3;
const FRAME = png(320, 320);

export function createTraffic(discord: LocalDiscord, runware: Runware, random: Random): Traffic {
  const places = Array.from({ length: GUILDS }, (_, index) => {
    const guild = discord.createGuild({ name: `Server ${index + 1}` });
    const channel = guild.createChannel({ name: "videos" });
    const members = Array.from({ length: MEMBERS }, () => guild.addMember());
    return { channel, members };
  });
  const waiting = new Set<Interaction>();
  const open = new Set<string>();
  const cancels = new Map<string, () => Promise<unknown>>();
  let asked = 0;
  let ended = 0;

  discord.events.on("interaction", (interaction) => waiting.add(interaction));
  discord.events.on("interactionResponse", ({ interaction }) => waiting.delete(interaction));
  discord.events.on("interactionLapsed", (interaction) => {
    waiting.delete(interaction);
    open.delete(interaction.id);
  });
  discord.events.on("message", ({ message }) => {
    const { generationId, isOver, text } = lookAt(message);
    if (generationId === undefined || !open.has(generationId)) return;
    if (isOver) {
      open.delete(generationId);
      cancels.delete(generationId);
      ended += 1;
    } else if (/Rendering/.test(text)) {
      const cancel = cancels.get(generationId);
      cancels.delete(generationId);
      if (cancel) setImmediate(() => void cancel());
    }
  });

  async function askOne(): Promise<void> {
    const { channel, members } = random.pick(places);
    const member = random.pick(members);
    const prompt = `soak ${asked}: a paper boat in the rain`;
    asked += 1;
    const isThis = (body: Record<string, unknown>): boolean => body["positivePrompt"] === prompt;
    const error = { code: "providerError", message: "The provider could not make this video." };
    if (random.chance(0.05)) runware.faults.task(isThis, { error }, 1);
    const use = await member.in(channel).slash("video", {
      prompt,
      resolution: "360p",
      results: random.int(1, 3),
      private: random.chance(0.2),
      ...(random.chance(0.1) ? { first_frame: FRAME } : {}),
    });
    open.add(use.interactionId);
    if (random.chance(0.05)) {
      cancels.set(use.interactionId, async () => {
        const answer = await use.response();
        if (answer.kind !== "message") return;
        const { id, channel_id: channelId } = answer.message;
        await allowed(member.press(seen({ id, channelId }), "Cancel"));
      });
    }
    await use.response();
  }

  return {
    async ask() {
      for (let count = 0; count < AT_ONCE; count += 1) await askOne();
    },
    isAnswerDue: () => waiting.size > 0,
    onTheWay: () => open.size,
    get asked() {
      return asked;
    },
    get ended() {
      return ended;
    },
  };
}
