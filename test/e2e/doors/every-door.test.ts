import {
  ApplicationCommandOptionType as Option,
  type APIApplicationCommandBasicOption,
} from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MemberChannel } from "../../../playground/discord/actor/member-channel.ts";
import type { Use } from "../../../playground/discord/actor/use.ts";
import type { WireMessage } from "../../../playground/discord/actor/wire-message.ts";
import { customId } from "../../../src/discord/custom-id.ts";
import { buttonsOf, textOf, toldPrivately, videosOf } from "../../support/cards.ts";
import { COUNTED, MAKES_REQUESTS, OPEN_ACTIONS, OWN_TRACES } from "./decisions.ts";
import { DOORS, GUARDED_LEAVES, GUARDED_MESSAGE_COMMANDS, type Door } from "./doors.ts";
import { openBusy, type Busy } from "./support.ts";

const NO_RIGHT = /^You need the permission \*\*/;
/** Every field of every form, so that none is refused only because one is missing. */
const FIELDS = {
  reason: "spam",
  appeal: "please",
  key: "Forg1234Efgh5678Ijkl9012Mnop3456",
  day: "1000",
  month: "1000",
  timezone: "UTC",
  length: "open",
};

let stage: Busy;
/** Somebody of the guild who has no rights and asked for nothing, in its channel. */
let plain: MemberChannel;
/** The same person, alone with the bot. */
let direct: MemberChannel;
/** An administrator of another guild, there. */
let elsewhere: MemberChannel;
/** A message of the bot there. */
let panel: WireMessage;

beforeAll(async () => {
  stage = await openBusy();
  const member = stage.guild.addMember({ name: "Member Two" });
  plain = member.in(stage.channel);
  direct = member.dms;
  const other = stage.otherGuild;
  const stranger = other.addMember({ name: "Administrator", permissions: ["Administrator"] });
  elsewhere = stranger.in(other.createChannel({ name: "general" }));
  panel = await (await elsewhere.slash("settings show")).message();
}, 60_000);
afterAll(() => stage.close());

function use(seat: MemberChannel, message: WireMessage, { kind, action }: Door, id: Id): Use {
  const forged = customId(action, id.subjectId, id.argument);
  if (kind === "button") return seat.forge.press(message, forged);
  if (kind === "select") return seat.forge.select(message, forged, ["none"]);
  return seat.forge.submit(forged, FIELDS);
}

const refused = async (seat: MemberChannel, used: Use): Promise<void> =>
  expect(await toldPrivately(seat, used)).toMatch(NO_RIGHT);

/** How many favourites a card counts. */
const countOn = (card: WireMessage): string | undefined =>
  buttonsOf(card).find((label) => /^\d+$/.test(label));

/** What of a message may not change where its count does. */
const readOn = (message: WireMessage): unknown => [message.id, textOf(message), videosOf(message)];

interface Id {
  subjectId: string;
  argument: string | undefined;
}

/** Whatever an id could name here, with what handlers make of the rest. */
const ids = (): Id[] =>
  [stage.guild.id, stage.finishedId, stage.waitingId, stage.member.id].flatMap((subjectId) =>
    [undefined, "all", stage.keyId].map((argument) => ({ subjectId, argument })),
  );

describe.each(DOORS)("the $kind $action", (door) => {
  const isOpen = OPEN_ACTIONS[door.action] !== undefined;

  test(`${isOpen ? "changes nothing of anybody else's" : "is refused"} when a plain member uses it, whatever its id names`, async () => {
    const before = await stage.rows();
    const seen = stage.channel.messages();
    const tried = ids().filter(
      ({ subjectId }) => subjectId !== stage.finishedId || !MAKES_REQUESTS.has(door.action),
    );
    const isCounted = COUNTED.has(door.action);
    for (const id of tried) {
      const count = countOn(stage.card());
      const used = use(plain, stage.card(), door, id);
      await (isOpen ? used.response() : refused(plain, used));
      if (isCounted && id.subjectId === stage.finishedId) {
        await plain.waitFor(() => countOn(stage.card()) !== count);
      }
    }
    const own = OWN_TRACES[door.action] ?? [];
    expect(await stage.rows(own)).toEqual(without(before, own));
    const read = isCounted ? readOn : (message: WireMessage) => message;
    expect(stage.channel.messages().map(read)).toEqual(seen.map(read));
  });

  test("changes nothing when a plain member uses it in a direct message", async () => {
    const before = await stage.rows();
    const message = await direct.send("anything");
    for (const id of ids()) {
      const used = use(direct, message, door, id);
      await (isOpen ? used.response() : refused(direct, used));
    }
    expect(await stage.rows()).toEqual(before);
  });

  test("changes nothing here when the administrator of another server uses it there", async () => {
    const before = await stage.ownRows();
    for (const id of ids()) await use(elsewhere, panel, door, id).response();
    expect(await stage.ownRows()).toEqual(before);
  });
});

describe("a plain member is refused", () => {
  test.each(GUARDED_LEAVES.map(({ path, options }) => [path, options] as const))(
    "at /%s, and suggested nothing in it",
    async (path, options) => {
      const before = await stage.rows();
      const given = Object.fromEntries(
        options.filter(({ required }) => required).map((option) => [option.name, valueOf(option)]),
      );
      expect(await toldPrivately(plain, await plain.forge.slash(path, given))).toMatch(NO_RIGHT);
      for (const option of options) {
        if (!("autocomplete" in option) || !option.autocomplete) continue;
        const suggested = await plain.forge.autocomplete(path, option.name, "").response();
        expect(suggested).toEqual({ kind: "choices", choices: [] });
      }
      expect(await stage.rows()).toEqual(before);
    },
  );

  test.each(GUARDED_MESSAGE_COMMANDS)("at %s of the Apps menu", async (name) => {
    const before = await stage.rows();
    const used = plain.forge.messageCommand(stage.card(), name);
    expect(await toldPrivately(plain, used)).toMatch(NO_RIGHT);
    expect(await stage.rows()).toEqual(before);
  });
});

test("nothing of all this has changed anything late", async () => {
  const own = new Set(Object.values(OWN_TRACES).flat());
  expect(await stage.rowsAtTheEnd([...own])).toEqual(without(stage.atFirst, [...own]));
});

/** Something that the option takes. */
function valueOf(option: APIApplicationCommandBasicOption): unknown {
  switch (option.type) {
    case Option.String:
      return "choices" in option ? option.choices?.[0]?.value : "anything";
    case Option.Integer:
    case Option.Number:
      return 1;
    case Option.Boolean:
      return true;
    case Option.Channel:
      return stage.channel;
    case Option.Role:
      return stage.guild.createRole({ name: "Artists" });
    case Option.Attachment:
      return { name: "list.txt", bytes: Buffer.from("apple"), contentType: "text/plain" };
    default:
      return stage.member;
  }
}

const without = (
  rows: Readonly<Record<string, string>>,
  prefixes: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(rows).filter(([key]) => !prefixes.some((one) => key.startsWith(`${one}:`))),
  );
