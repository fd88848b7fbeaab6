import type { Actor } from "../../../playground/discord/actor/member.ts";
import type { ChannelHandle } from "../../../playground/discord/actor/channel.ts";
import type { GivenOptions } from "../../../playground/discord/command-options.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { cardWith, shownPrivately, textOf } from "../../support/cards.ts";
import type { Stage } from "../../support/stage.ts";

/** Renders at once: what a test waits for is only the bot. */
export const AT_ONCE = { runware: { renderMs: () => 0 } } as const;

export interface LookOptions {
  by?: Actor;
  in?: ChannelHandle;
}

/** Types `/gallery` and reads the page that the member alone is shown, once it is there. */
export async function look(
  { member, channel }: Stage,
  options: GivenOptions = {},
  { by = member, in: where = channel }: LookOptions = {},
): Promise<WireMessage> {
  const seat = by.in(where);
  const use = await seat.slash("gallery", options);
  await shownPrivately(seat, use);
  return cardWith(seat, use, /###|\/gallery/);
}

/** Presses a button of an open gallery and reads what it shows then. */
export async function press(
  { member, channel }: Stage,
  page: WireMessage,
  button: string,
  shows: RegExp,
  { by = member, in: where = channel }: LookOptions = {},
): Promise<WireMessage> {
  await (await by.press(page, button)).response();
  return by
    .in(where)
    .waitFor((messages) =>
      messages.find((message) => message.id === page.id && shows.test(textOf(message))),
    );
}

/** The prompts on a page, in their order. */
export const promptsOn = (page: WireMessage): string[] =>
  [...textOf(page).matchAll(/^> (.+)$/gm)].map(([, prompt = ""]) => prompt);
