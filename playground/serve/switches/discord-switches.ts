import type { FaultRule } from "../../discord/faults.ts";
import type { LocalDiscord } from "../../discord/server.ts";
import type { CastMember } from "../world/cast.ts";
import type { Switch } from "./switch.ts";

const group = "Discord";
const MESSAGES = /\/messages(?:\/|$)/;

/** What goes wrong on the way to Discord and back. */
export function discordSwitches(
  { faults, world }: LocalDiscord,
  cast: readonly CastMember[],
): Switch[] {
  const during = (rule: FaultRule) => () => {
    const ordered = faults.next({ times: Infinity, ...rule });
    return () => ordered.cancel();
  };
  return [
    {
      id: "discord-slow",
      group,
      kind: "switch",
      label: "Slow network",
      hint: "Discord looks at each request two seconds late.",
      act: during({ do: { delayMs: 2_000 } }),
    },
    {
      id: "discord-503",
      group,
      kind: "switch",
      label: "Messages fail",
      hint: "Posting and editing is answered 503.",
      act: during({ match: { route: MESSAGES }, do: { status: 503 } }),
    },
    {
      id: "discord-held",
      group,
      kind: "switch",
      label: "Interactions are held back",
      hint: "The bot hears of nothing until this is off again; three seconds later nobody listens.",
      act() {
        faults.pauseInteractions();
        return () => faults.resumeInteractions();
      },
    },
    {
      id: "discord-dms",
      group,
      kind: "switch",
      label: "Direct messages closed",
      hint: "Nobody lets the bot write to them.",
      act() {
        const users = cast.flatMap(({ id }) => world.users.get(id) ?? []);
        for (const user of users) user.dmsOpen = false;
        return () => {
          for (const user of users) user.dmsOpen = true;
        };
      },
    },
    {
      id: "discord-429",
      group,
      kind: "once",
      label: "Refuse five edits",
      hint: "The next five edits are answered 429: try again in 2 seconds.",
      act() {
        faults.next({
          match: { method: "PATCH" },
          times: 5,
          do: { rateLimit: { retryAfterMs: 2_000 } },
        });
      },
    },
    {
      id: "discord-cut",
      group,
      kind: "once",
      label: "Cut the next upload",
      hint: "The line breaks in the middle of the next file.",
      act() {
        faults.next({ match: { upload: true }, do: { hangUp: "during", afterBytes: 65_536 } });
      },
    },
    {
      id: "discord-drop",
      group,
      kind: "once",
      label: "Drop the gateway",
      hint: "As a lost network does; the bot takes its session up again.",
      act: () => faults.dropGateway(),
    },
  ];
}
