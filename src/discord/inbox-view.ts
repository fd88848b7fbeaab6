import {
  ComponentType,
  MessageFlags,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type ModalSubmitInteraction,
} from "discord.js";
import { isEnd } from "../generation/generation.ts";
import type { Inbox } from "../generation/inbox.ts";
import type { Clock, Log } from "../generation/ports.ts";
import type { Spool } from "../generation/ports/files.ts";
import type { Records } from "../generation/records.ts";
import { renderCard, SETTLED } from "./card/render-card.ts";
import { button } from "./button.ts";
import { rungLimits } from "./delivery/fit-files.ts";
import { tryRungs } from "./delivery/put-videos.ts";
import type { CardMessage, CardRest } from "./rest.ts";

export interface InboxView {
  /**
   * Fills the ephemeral message behind `token` with the oldest thing that waits for the member, or
   * with the one after `pastId`.
   * @throws {Error} where Discord takes no size of it; it stays in the inbox
   */
  fill(token: string, memberId: string, pastId?: string): Promise<void>;
  /** Takes one of the member's own out of the inbox and removes its files. */
  remove(memberId: string, generationId: string): Promise<void>;
}

export interface InboxViewTools {
  rest: CardRest;
  spool: Spool;
  inbox: Inbox;
  records: Records;
  clock: Clock;
  log: Log;
}

export function createInboxView(tools: InboxViewTools): InboxView {
  const { rest, spool, inbox, records, clock, log } = tools;
  return {
    async fill(token, memberId, pastId) {
      const entries = await inbox.list(memberId);
      const past = entries.findIndex(({ generationId }) => generationId === pastId);
      const entry = entries[(past + 1) % Math.max(1, entries.length)];
      const generation = entry && (await records.find(entry.generationId));
      if (generation === undefined) {
        await rest.editByToken(token, notice("📭 Nothing waits for you."));
        return;
      }
      const outcome = await tryRungs(generation, rungLimits(generation), { spool, log }, (rung) =>
        rest.editByToken(token, {
          components: [
            ...renderCard(generation, SETTLED, clock.now(), rung.shown),
            controls(generation.id, entries.length),
          ],
          files: rung.files,
        }),
      );
      if ("fault" in outcome) {
        throw new Error(`an inbox could not be shown: ${outcome.fault}`, { cause: outcome.error });
      }
    },

    async remove(memberId, generationId) {
      // A custom id can be forged: only what is the member's own may lose its files.
      const own = await inbox.list(memberId);
      if (!own.some((entry) => entry.generationId === generationId)) return;
      await inbox.remove(memberId, generationId);
      const generation = await records.find(generationId);
      if (generation === undefined || isEnd(generation.state)) {
        await spool.clear(generationId);
        return;
      }
      // A moderator has yet to decide about another video of it, whose file is needed then.
      const kept = generation.videos.filter(({ posted }) => posted?.as === "kept");
      for (const video of kept) await spool.discard(generationId, video);
    },
  };
}

export function notice(content: string): CardMessage {
  return { components: [{ type: ComponentType.TextDisplay, content }] };
}

function controls(generationId: string, waiting: number): CardMessage["components"][number] {
  return {
    type: ComponentType.ActionRow,
    components: [
      button("inbox-remove", generationId, "Remove from inbox"),
      ...(waiting > 1 ? [button("inbox-next", generationId, `Next (${waiting} wait)`)] : []),
    ],
  };
}

/** Reminds a member, alone, of what waits; at the end of an answer that they get anyway. */
export async function mentionInbox(
  interaction: ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction,
  { inbox }: { inbox: Inbox },
): Promise<void> {
  const waiting = inbox.count(interaction.user.id);
  if (waiting === 0) return;
  const what = waiting === 1 ? "A finished video waits" : `${waiting} finished requests wait`;
  await interaction.webhook.send({
    content: `📥 ${what} for you that I could not post: type \`/inbox\`.`,
    flags: MessageFlags.Ephemeral,
    allowedMentions: { parse: [] },
  });
}
