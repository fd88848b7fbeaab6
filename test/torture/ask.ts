import { ClientRefusal } from "../../playground/discord/actor/client-refusal.ts";
import type { Use } from "../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../playground/discord/actor/wire-message.ts";
import type { Message } from "../../playground/discord/model.ts";
import { png } from "../support/png.ts";
import type { Entry } from "./book.ts";
import type { Look } from "./look.ts";
import type { AskPlan } from "./plan.ts";
import type { Scene } from "./scene.ts";

const FRAME = png(320, 320);

/** Types a `/video` as its plan says; undefined where Discord's client would not let the member. */
export async function ask(scene: Scene, plan: AskPlan): Promise<Entry | undefined> {
  const place = scene.places[plan.place % scene.places.length];
  const member = place?.members[plan.member % place.members.length];
  if (place === undefined || member === undefined) throw new Error("nobody is there to ask");
  scene.plans.set(plan.prompt, plan);
  const isThis = (body: Record<string, unknown>): boolean => body["positivePrompt"] === plan.prompt;
  scene.runware.faults.task(isThis, plan.outcome, 1);
  const frames = Object.fromEntries(plan.frames.map((name) => [name, FRAME]));
  const use = await allowed(
    member.in(place.channel).slash("video", {
      prompt: plan.prompt,
      resolution: "360p",
      results: plan.results,
      private: plan.isPrivate,
      ...frames,
    }),
  );
  return use && scene.book.add({ use, plan, place, member });
}

/** Does with a request on its way what its plan says, each once, when its card is that far. */
export function actOnCards(scene: Scene): void {
  const done = new Set<string>();
  const once = (what: string, entry: Entry, act: () => Promise<unknown> | void): void => {
    const key = `${what} ${entry.id}`;
    if (done.has(key)) return;
    done.add(key);
    // Not in the middle of what the local Discord is doing at the moment.
    setImmediate(() => void act());
  };

  scene.book.watch((entry, message, look) => {
    const { plan } = entry;
    const isRendering = /Rendering/.test(look.text);
    const press = (button: string) => allowed(entry.member.press(seen(message), button));
    switch (plan.act) {
      case "wait":
        break;
      case "cancelQueued":
        once("cancel", entry, () => press("Cancel"));
        break;
      case "cancelRendering":
        if (isRendering) once("cancel", entry, () => press("Cancel"));
        break;
      case "lookAtDetails":
        if (isRendering) once("details", entry, () => press("Details"));
        break;
      case "deleteCard":
        if (isRendering) once("delete", entry, () => deleteCard(entry, message));
        break;
      case "replay":
        once("replay", entry, () => scene.discord.replay(entry.id));
        if (look.isOver) once("replay at the end", entry, () => scene.discord.replay(entry.id));
        break;
    }
    if (plan.tryAgain && canTryAgain(look)) {
      once("try again", entry, async () => {
        const use = await press("Try again");
        const again = { ...plan, act: "wait", tryAgain: false } as const;
        if (use !== undefined) scene.book.add({ ...entry, use, plan: again });
      });
    }
  });
}

const canTryAgain = ({ isOver, actions }: Look): boolean => isOver && actions.includes("try-again");

/** A moderator removes a card. */
export function deleteCard(entry: Entry, message: Message): void {
  if (message.deleted) return;
  try {
    entry.place.moderator.deleteMessage(seen(message));
  } catch (error) {
    // Gone meanwhile, with its channel.
    if (!(error instanceof ClientRefusal)) throw error;
  }
}

/** A press needs to know where the message is, and no more. */
export const seen = ({ id, channelId }: Pick<Message, "id" | "channelId">): WireMessage =>
  ({ id, channel_id: channelId }) as unknown as WireMessage;

/** Undefined where the client refuses: the message, the button or the permission is gone. */
export async function allowed(acting: Promise<Use>): Promise<Use | undefined> {
  try {
    return await acting;
  } catch (error) {
    if (error instanceof ClientRefusal) return undefined;
    throw error;
  }
}
