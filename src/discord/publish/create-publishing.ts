import { RetryableError, TerminalError, UserError } from "../../generation/errors.ts";
import type { Generation, Video } from "../../generation/generation.ts";
import type { Clock, Log } from "../../generation/ports.ts";
import type { Spool } from "../../generation/ports/files.ts";
import type { Records } from "../../generation/records.ts";
import { isShown } from "../../generation/review.ts";
import type { Runner } from "../../generation/runner.ts";
import { guildMessageOf } from "../../sharing/gallery/entry.ts";
import type { FileAddress } from "../../sharing/ports.ts";
import type { CardRest } from "../rest.ts";

/** Private results that become public. */
export interface Publishing {
  /**
   * Where Discord has the files of a private result just now. Nobody can ask for that later: what only
   * its owner sees is shown to the bot in the very press on it.
   */
  remember(generationId: string, files: readonly FileAddress[]): void;
  /**
   * Delivers a private result once more, to the channel in which it was asked for. It is under way
   * when this resolves, and goes on after a crash like any delivery.
   * @throws {UserError} its files cannot be had, or it is on its way already
   */
  post(generation: Generation): Promise<void>;
}

export interface PublishingTools {
  records: Pick<Records, "reopen">;
  runner: Pick<Runner, "resume">;
  /** What waits in the inbox is on disk; of what does not, the provider may still have it. */
  spool: Pick<Spool, "fetch">;
  /** Fetches from Discord into the same folders. */
  refill: Pick<Spool, "fetch">;
  rest: Pick<CardRest, "remove">;
  clock: Pick<Clock, "now">;
  log: Pick<Log, "info">;
}

/** A panel is pressed soon after it was opened, or opened again. */
const REMEMBERED = 1000;

export function createPublishing(tools: PublishingTools): Publishing {
  const { records, runner, spool, refill, rest, clock, log } = tools;
  /** By generation, the one learned last at the end. */
  const known = new Map<string, readonly FileAddress[]>();

  async function fetch(id: string, video: Video): Promise<void> {
    const file = known.get(id)?.find(({ fileName }) => fileName === video.posted?.fileName);
    try {
      if (file === undefined) await spool.fetch(id, video);
      else await refill.fetch(id, { ...video, url: file.url });
    } catch (error) {
      throw unreachable(error);
    }
  }

  /** The message that only its owner had; its place is the channel from now on. */
  async function removeDirect({ id, place }: Generation): Promise<void> {
    if (place.kind !== "directMessage" || place.channelId === null || place.messageId === null) {
      return;
    }
    try {
      await rest.remove(place.channelId, place.messageId);
    } catch (error) {
      log.info({ generationId: id, error }, "a direct message stays beside what is public now");
    }
  }

  return {
    remember(generationId, files) {
      if (files.length === 0) return;
      known.delete(generationId);
      known.set(generationId, files);
      if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? "");
    },

    async post(generation) {
      const { id } = generation;
      for (const video of generation.videos.filter(isShown)) await fetch(id, video);
      const opened = await records.reopen(id, ({ request, deleted, ...ended }) =>
        deleted === null && guildMessageOf({ request, deleted, ...ended }) === null
          ? {
              request: { ...request, private: false },
              place: {
                kind: "newMessage",
                because: null,
                channelId: null,
                messageId: null,
                attemptedAt: null,
              },
              madePublicAt: clock.now(),
            }
          : undefined,
      );
      if (opened === undefined) throw new UserError("It is being posted, or it is public already.");
      // Of its first end something may be under way still, and is waited for.
      runner.resume(opened);
      known.delete(id);
      await removeDirect(generation);
    },
  };
}

function unreachable(error: unknown): unknown {
  if (error instanceof TerminalError) {
    return new UserError(
      "I can no longer get at the file of this video. Press **More** on the message that shows it, and then this button once more.",
      { cause: error },
    );
  }
  if (!(error instanceof RetryableError)) return error;
  return new UserError("I could not fetch the video just now. Please try again in a minute.", {
    cause: error,
  });
}
