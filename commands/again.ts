import type { Press } from "../src/discord/define-command.ts";
import { findToRepeat } from "../src/discord/gallery/find-to-repeat.ts";
import { madeAfter } from "../src/discord/gallery/made-after.ts";
import { mentionInbox } from "../src/discord/inbox-view.ts";
import { answerableOf, originOf } from "../src/discord/origin.ts";

/** The same request once more, with a seed of its own; whoever presses it asks, and pays. */
export async function again({ interaction, subjectId, services }: Press): Promise<void> {
  const generation = await findToRepeat(interaction, subjectId, services);
  const started = await services.service.again(
    answerableOf(interaction),
    originOf(interaction),
    generation,
    madeAfter(generation, "again"),
  );
  if (started !== undefined) await mentionInbox(interaction, services);
}
