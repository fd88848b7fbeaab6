import type { ClosedBecause, Generation, Place } from "../../generation/generation.ts";
import type { DiscordFault } from "../errors.ts";

/** Where to go on after Discord refused a place, and why; "later" for the same place again. */
export type NextPlace = "later" | { kind: Place; because: ClosedBecause };

/**
 * The way down from each place (rule 4), by what Discord said. Pure; `docs/failure-modes.md` shows
 * it as a table.
 */
export function nextPlace(generation: Generation, fault: DiscordFault): NextPlace {
  if (fault === "noAnswer" || fault === "tooLarge") return "later";
  switch (generation.place.kind) {
    case "card":
      return afterCard(generation, fault);
    case "newMessage":
      return { kind: "directMessage", because: generation.place.because ?? "channelClosed" };
    case "directMessage":
    case "inbox":
      return { kind: "inbox", because: fault === "refused" ? "refused" : "doorClosed" };
  }
}

function afterCard({ card }: Generation, fault: DiscordFault): NextPlace {
  // An ephemeral card lives on its token alone, and nobody else may see what was on it.
  if (card.ephemeral) return { kind: "directMessage", because: "privateCardExpired" };
  // Deleted by a moderator: nothing in that channel again.
  if (fault === "cardGone") return { kind: "directMessage", because: "cardGone" };
  if (fault === "tooManyEdits") return { kind: "newMessage", because: "tooManyEdits" };
  if (fault === "refused") return { kind: "newMessage", because: "refused" };
  return { kind: "newMessage", because: "channelClosed" };
}

/** The record of a place that nothing was tried at yet. */
export const newPlace = (next: { kind: Place; because: ClosedBecause }): Generation["place"] => ({
  ...next,
  channelId: null,
  messageId: null,
  attemptedAt: null,
});
