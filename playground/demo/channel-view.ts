import type { ChannelHandle } from "../discord/actor/channel.ts";
import type { Actor } from "../discord/actor/member.ts";
import { printChannel, printMessage, type PrintOptions } from "../discord/print.ts";
import type { LocalDiscord } from "../discord/server.ts";
import { fold } from "./fold.ts";

/** What a terminal, and a file that output was sent to, have in common. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

interface Card {
  id: string;
  /** Changes with each edit, and with nothing else. */
  version: string;
  lines: readonly string[];
  /** `lines` without the stretches that are as they were when the card came. */
  folded: readonly string[];
}

/** How often "in 12 seconds" counts down on a terminal, as it does in Discord's client. */
const TICK_MS = 1000;
const WIDEST = 96;

/**
 * Shows a channel as one member has it before them, at each change. A terminal is drawn over in
 * place; where there is none, or it is too small, each card is written out when it comes and then
 * again when it changes.
 */
export function watchChannel(
  discord: LocalDiscord,
  member: Actor,
  channel: ChannelHandle,
  screen: Screen,
): { end(): void } {
  const firstLines = new Map<string, readonly string[]>();
  const writtenVersions = new Map<string, string>();
  let drawnRows = 0;

  const messages = () => member.in(channel).messages();
  const options = (): PrintOptions => ({
    now: discord.clock.now(),
    width: Math.min(WIDEST, screen.columns ?? WIDEST),
    color: screen.isTTY ?? false,
    names: (id) => discord.world.users.get(id)?.globalName ?? undefined,
  });

  function cards(): Card[] {
    return messages().map((message) => {
      const lines = printMessage(message, options()).split("\n");
      const first = firstLines.get(message.id);
      if (!first) firstLines.set(message.id, lines);
      const version = message.edited_timestamp ?? message.timestamp;
      return { id: message.id, version, lines, folded: first ? fold(lines, first) : lines };
    });
  }

  function show(): void {
    const shown = cards();
    const picture = [shown.map(({ lines }) => lines), shown.map(({ folded }) => folded)]
      .map((bodies) => [`── #${channel.name} ──`, ...bodies.flatMap((body) => ["", ...body])])
      .find(({ length }) => length < (screen.rows ?? 0));
    if (screen.isTTY && picture) draw(picture);
    else append(shown);
  }

  function draw(picture: readonly string[]): void {
    wipe();
    screen.write(`${picture.join("\n")}\n`);
    drawnRows = picture.length;
  }

  function wipe(): void {
    if (drawnRows > 0) screen.write(`\u001B[${drawnRows}A\u001B[0J`);
    drawnRows = 0;
  }

  function append(shown: readonly Card[]): void {
    for (const { id, version, lines, folded } of shown) {
      const written = writtenVersions.get(id);
      if (written === version) continue;
      screen.write(`${(written === undefined ? lines : folded).join("\n")}\n\n`);
      writtenVersions.set(id, version);
    }
  }

  discord.events.on("message", show);
  const timer = screen.isTTY ? setInterval(show, TICK_MS) : undefined;
  show();

  return {
    /** Leaves the whole channel on the screen as it now is. */
    end() {
      discord.events.off("message", show);
      clearInterval(timer);
      wipe();
      screen.write(`${printChannel(messages(), { ...options(), title: `#${channel.name}` })}\n`);
    },
  };
}
