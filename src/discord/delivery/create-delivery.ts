import { RetryableError, UnansweredError } from "../../generation/errors.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Clock, Delivery, Log, Posted, Progress, Spool } from "../../generation/ports.ts";
import { renderCard } from "../card/render-card.ts";
import { discordFault } from "../errors.ts";
import type { CardMessage, CardRest } from "../rest.ts";
import { createCardEditor } from "./card-editor.ts";
import { fitFiles, rungLimits, type Rung } from "./fit-files.ts";
import { reachCard } from "./reach-card.ts";

/** Progress of a generation whose state says everything. */
const SETTLED: Progress = { place: null, readyAt: null, overdue: false, providerBusy: false };

export interface DeliveryTools {
  rest: CardRest;
  spool: Spool;
  clock: Clock;
  log: Log;
}

/** The card in Discord: opened, kept up to date, and at last holding the videos. */
export function createDelivery({
  rest,
  spool,
  clock,
  log,
}: DeliveryTools): Delivery & { stop(): void } {
  const editor = createCardEditor(clock, (id, error) => {
    log.debug(
      { generationId: id, fault: discordFault(error), error },
      "a progress edit was not shown",
    );
  });

  const messageOf = (generation: Generation, progress: Progress): CardMessage => ({
    components: renderCard(generation, progress, clock.now()),
  });

  return {
    async open(generation, progress) {
      const { token, ephemeral } = generation.card;
      if (token === null) throw new UnansweredError("the interaction's token is gone");
      try {
        return await rest.answer(generation.id, token, messageOf(generation, progress), ephemeral);
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

    async find({ card }) {
      if (card.token === null) return null;
      try {
        return await rest.original(card.token);
      } catch (error) {
        const fault = discordFault(error);
        if (fault === "noAnswer") {
          throw new RetryableError("Discord did not say whether the card is there", {
            cause: error,
          });
        }
        return null;
      }
    },

    show(generation, progress) {
      const message = messageOf(generation, progress);
      editor.show(
        generation.id,
        JSON.stringify(message.components),
        () => reachCard(generation, message, rest, clock.now()),
        generation.cancel !== null,
      );
    },

    async deliver(generation) {
      const shown = await editor.final(generation.id, () => climb(generation));
      return new Map(shown.map(({ videoUUID, posted }): [string, Posted] => [videoUUID, posted]));
    },

    async conclude(generation) {
      await editor.final(generation.id, async () => {
        try {
          await reachCard(generation, messageOf(generation, SETTLED), rest, clock.now());
        } catch (error) {
          if (discordFault(error) === "noAnswer") {
            throw new RetryableError("the last edit of a card got no answer", { cause: error });
          }
          // The card cannot be reached any more and there is no video to save: the log has the rest.
          log.warn(
            { generationId: generation.id, fault: discordFault(error), error },
            "the end of a generation could not be shown",
          );
        }
      });
    },

    stop: () => editor.stop(),
  };

  /** One rung after another until Discord takes the message. */
  async function climb(generation: Generation): Promise<Rung["shown"]> {
    let refusal: unknown;
    for (const limit of rungLimits(generation.uploadLimitBytes)) {
      const rung = await fitFiles(generation, spool, limit);
      const components = renderCard(generation, SETTLED, clock.now(), rung.shown);
      try {
        await reachCard(generation, { components, files: rung.files }, rest, clock.now());
        return rung.shown;
      } catch (error) {
        const fault = discordFault(error);
        if (fault !== "tooLarge") {
          throw new RetryableError(`the videos could not be posted: ${fault}`, { cause: error });
        }
        log.info(
          { generationId: generation.id, limit },
          "Discord found the upload too large; trying the next size",
        );
        refusal = error;
      }
    }
    throw new RetryableError("Discord refused every size", { cause: refusal });
  }
}
