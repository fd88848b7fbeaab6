import {
  ButtonStyle,
  ComponentType,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
} from "discord.js";
import { isEnd, type Generation } from "../../generation/generation.ts";
import { isPending, isShown } from "../../generation/review.ts";
import { button } from "../button.ts";
import type { CardFacts } from "./card-facts.ts";
import { failureSentence } from "./sentences.ts";
import type { ShownVideo } from "./shown-video.ts";
import { roughUsd } from "./text.ts";

/** Five buttons are all that Discord takes in a row. */
export function cardButtons(
  generation: Generation,
  shown: readonly ShownVideo[],
  facts: CardFacts,
): APIComponentInContainer {
  const isThere = shown.some(isShown);
  const components =
    isThere && !isOpen(generation)
      ? resultButtons(generation, facts)
      : waitingButtons(generation, isThere);
  return { type: ComponentType.ActionRow, components };
}

/** Seen by others than the requester, on the server itself. */
const isPublic = ({ place, card }: Generation): boolean =>
  place.kind === "newMessage" || (place.kind === "card" && !card.ephemeral);

/** A moderator has yet to decide about some of it. */
const isOpen = ({ cancel, videos }: Generation): boolean =>
  cancel === null && videos.some(isPending);

/** What can be done with a finished result; the rest is behind **More**. */
function resultButtons(
  generation: Generation,
  { favourites, mayShare }: CardFacts,
): APIButtonComponentWithCustomId[] {
  const { id, place } = generation;
  const details = button("details", id, "Details");
  const more = button("more", id, "More");
  // A press in a direct message says neither which channel it is for, nor what is allowed there.
  if (place.kind === "directMessage") return [details, more];
  const repeats = [button("again", id, "Again"), button("remix", id, "Remix")];
  if (!isPublic(generation)) return [...repeats, details, more];
  const star = { ...button("favourite", id, String(favourites)), emoji: { name: "⭐" } };
  return [...repeats, star, mayShare ? button("share", id, "Share") : details, more];
}

function waitingButtons(
  generation: Generation,
  isThere: boolean,
): APIButtonComponentWithCustomId[] {
  const { id, state, cancel, videos, estimate } = generation;
  const cancellable =
    cancel === null &&
    (state === "held" ||
      state === "queued" ||
      state === "submitting" ||
      state === "rendering" ||
      (!isEnd(state) && videos.some(isPending)));
  const repeatable = state === "failed" || state === "expired";
  return [
    ...(state === "held"
      ? [
          button(
            "make-it",
            id,
            `Make it for ${roughUsd(estimate.costMicroUsd)}`,
            ButtonStyle.Success,
          ),
        ]
      : []),
    ...(cancellable
      ? [button("cancel", id, isThere ? "Cancel the rest" : "Cancel", ButtonStyle.Danger)]
      : []),
    ...(repeatable && failureSentence(generation).again
      ? [button("try-again", id, "Try again", ButtonStyle.Primary)]
      : []),
    button("details", id, "Details"),
    ...(isThere && isPublic(generation) ? [button("more", id, "More")] : []),
  ];
}
