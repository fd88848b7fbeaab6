import { RetryableError, UnansweredError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import { createKeyTurns } from "../../generation/key-turns.ts";
import type { Delivery, Posted, Progress } from "../../generation/ports/delivery.ts";
import { isShown } from "../../generation/review.ts";
import { renderCard } from "../card/render-card.ts";
import { discordFault, type DiscordFault } from "../errors.ts";
import type { CardMessage } from "../rest.ts";
import { createCardEditor } from "./card-editor.ts";
import { findCard } from "./find-card.ts";
import type { Rung } from "./fit-files.ts";
import { putVideos, readyFiles, type Cuts, type PutTools } from "./put-videos.ts";
import { editCard } from "./reach.ts";
import { putEnd } from "./put-end.ts";
import { putWords } from "./put-words.ts";
import { createRecountCards, type RecountCards } from "./recount-cards.ts";
import { createRefreshCard, type RefreshCard } from "./refresh-card.ts";
import { removeMessages } from "./remove-messages.ts";
import { stillShowsEnd } from "./still-shows.ts";

/** Faults that say that no progress edit will ever be seen again. */
const UNSEEN: readonly DiscordFault[] = ["cardGone", "channelClosed", "tooManyEdits"];

const postedOf = (shown: Rung["shown"]): Map<string, Posted> =>
  new Map(
    shown.flatMap(({ videoUUID, posted }): [string, Posted][] =>
      posted === null ? [] : [[videoUUID, posted]],
    ),
  );

/** The card in Discord: opened, kept up to date, and at last holding the videos. */
export function createDelivery(
  tools: PutTools & { find: (id: string) => Promise<Generation | undefined> },
): Delivery & { refresh: RefreshCard; recount: RecountCards["soon"]; stop(): Promise<void> } {
  const { rests, clock, log } = tools;
  const editor = createCardEditor(clock, (id, error) => {
    const fault = discordFault(error);
    log.debug({ generationId: id, fault, error }, "a progress edit was not shown");
    if (UNSEEN.includes(fault)) return "giveUp";
    return fault === "noAnswer" ? "inDoubt" : "goOn";
  });

  const cuts: Cuts = new Map();
  /** Of the edits that show videos two are never under way on one card; only a deletion waits for none. */
  const turns = createKeyTurns();
  /** Cards whose last edit may be followed by one from before it. */
  const doubts = new Set<string>();

  const messageOf = (generation: Generation, progress: Progress): CardMessage => ({
    components: renderCard(generation, progress, clock.now()),
  });

  const lastEdit = <T>(id: string, run: (inDoubt: boolean) => Promise<T>): Promise<T> =>
    turns.run(id, () => editor.final(id, run));

  const recount = createRecountCards({
    redraw: (id) =>
      turns.run(id, async () => {
        // As it is in its turn: it may be a spoiler by now, or deleted.
        const generation = await tools.find(id);
        if (generation?.state !== "done" || generation.deleted !== null) return true;
        return editor.final(id, () => putWords(generation, tools));
      }),
    clock,
    log,
  });

  return {
    async open(generation, progress) {
      const { token, ephemeral } = generation.card;
      if (token === null) throw new UnansweredError("the interaction's token is gone");
      try {
        const message = messageOf(generation, progress);
        const messageId = await rests.main.answer(generation.id, token, message, ephemeral);
        editor.opened(generation.id, JSON.stringify(message.components));
        return messageId;
      } catch (error) {
        const fault = discordFault(error);
        if (fault === "unanswerable" || fault === "tokenDead") {
          throw new UnansweredError("Discord no longer takes an answer", { cause: error });
        }
        if (fault === "noAnswer" || fault === "alreadyAnswered") {
          throw new RetryableError("whether the answer arrived is not known", { cause: error });
        }
        throw error;
      }
    },

    find: (generation) => findCard(generation, rests.main),

    show(generation, progress) {
      const { state, deleted, videos } = generation;
      // From the first video on every edit of the card counts, and none is progress.
      if (state === "reviewing" || deleted !== null || videos.some(isShown)) return;
      const message = messageOf(generation, progress);
      editor.show(
        generation.id,
        JSON.stringify(message.components),
        () => editCard(generation, message, rests.progress, clock.now(), tools.forgetToken),
        generation.cancel !== null,
      );
    },

    async deliver(generation, note) {
      // While its progress is still shown: only the upload itself has to be the last edit.
      await readyFiles(generation, tools, cuts);
      const shown = await lastEdit(generation.id, (inDoubt) => {
        if (inDoubt) doubts.add(generation.id);
        return putVideos(generation, note, tools, cuts);
      });
      return postedOf(shown);
    },

    async conclude(generation, note) {
      await lastEdit(generation.id, async (inDoubt) => {
        // Where the message cannot be changed, the words are not worth a new one.
        if (generation.videos.some(isShown)) {
          await putWords(generation, tools);
          return;
        }
        if (inDoubt) doubts.add(generation.id);
        await putEnd(generation, note, tools);
      });
    },

    async settle(generation, note) {
      const { id, videos } = generation;
      if (!doubts.has(id)) return new Map();
      const isWhole = await stillShowsEnd(generation, tools);
      doubts.delete(id);
      if (isWhole) return new Map();
      tools.log.info(
        { generationId: id },
        "a late edit landed on a card; its end is put there again",
      );
      if (!videos.some(isShown)) {
        await putEnd(generation, note, tools);
        return new Map();
      }
      return postedOf(await turns.run(id, () => putVideos(generation, note, tools, cuts)));
    },

    redraw: (generation) => lastEdit(generation.id, () => putWords(generation, tools)),

    refresh: createRefreshCard({ ...tools, turns }),

    async remove(generation) {
      await editor.final(generation.id, () => removeMessages(generation, tools));
    },

    recount: (generation) => recount.soon(generation),

    async stop() {
      editor.stop();
      await recount.stop();
    },
  };
}
