import type { Generation } from "../../generation/generation.ts";
import type { KeyTurns } from "../../generation/key-turns.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import { guildMessageOf } from "../../sharing/gallery/entry.ts";
import { renderCard, SETTLED } from "../card/render-card.ts";
import { discordFault } from "../errors.ts";
import type { CardMessage, KeptFile } from "../rest.ts";
import type { FactsOf } from "./facts-of.ts";

/** A press on a card, and how it can be answered with a change of that card. */
export interface CardPress {
  /** Of the message that was pressed, with its attachments as it had them then. */
  messageId: string;
  attachments: readonly KeptFile[];
  /** As the first answer. */
  update(message: CardMessage): Promise<void>;
  /** A first answer that says nothing; `edit` may follow for 15 minutes. */
  acknowledge(): Promise<void>;
  edit(message: CardMessage): Promise<void>;
}

/**
 * Shows a finished card as it is now, in answer to a press on it, which Discord counts as no edit of
 * the bot's own. Presses that come while one is being answered are answered together by the last of
 * them. Never rejects: a card that cannot be changed stays as it is, and the press may be unanswered.
 */
export type RefreshCard = (generationId: string, press: CardPress) => Promise<void>;

export interface RefreshTools {
  find: (id: string) => Promise<Generation | undefined>;
  factsOf: FactsOf;
  /** Of the last edits of each card. */
  turns: KeyTurns;
  clock: Clock;
  log: Pick<Log, "info">;
}

const LOOK_AGAIN_MS = 250;
const MOST_LOOKS = 20;

export function createRefreshCard(tools: RefreshTools): RefreshCard {
  const { find, factsOf, turns, clock, log } = tools;
  /** By generation: what shows everything that was pressed before it. */
  const newest = new Map<string, CardPress>();

  const isOnItsWay = (generation: Generation | undefined): boolean =>
    generation?.state === "delivering";

  /** The message shows the videos a moment before the record says so. */
  async function onceDelivered(id: string): Promise<Generation | undefined> {
    let generation = await find(id);
    for (let looks = 1; isOnItsWay(generation) && looks < MOST_LOOKS; looks += 1) {
      await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
      generation = await find(id);
    }
    return generation;
  }

  async function messageFor(id: string, press: CardPress): Promise<CardMessage | undefined> {
    const generation = await onceDelivered(id);
    // The button may be on a message that is not the card, or is none any more.
    if (generation === undefined || generation.state !== "done" || generation.deleted !== null) {
      return undefined;
    }
    if (guildMessageOf(generation)?.messageId !== press.messageId) return undefined;
    const facts = await factsOf(generation);
    const components = renderCard(generation, SETTLED, clock.now(), undefined, facts);
    return { components, kept: press.attachments };
  }

  return async (id, press) => {
    try {
      const isEarly = isOnItsWay(await find(id));
      // Whoever has to wait is answered at once: Discord gives three seconds.
      const waits = isEarly || turns.has(id);
      newest.set(id, press);
      if (waits) await press.acknowledge();
      await turns.run(id, async () => {
        if (newest.get(id) !== press) return;
        const message = await messageFor(id, press);
        if (message === undefined) return;
        await (waits ? press.edit(message) : press.update(message));
      });
    } catch (error) {
      log.info(
        { generationId: id, fault: discordFault(error), error },
        "a card could not be changed in answer to a press",
      );
    } finally {
      if (newest.get(id) === press) newest.delete(id);
    }
  };
}
