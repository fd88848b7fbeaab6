import { describe, expect, test } from "vitest";
import type { Generation, Video } from "../../../src/generation/generation.ts";
import { SAFETY_MODES, type SafetyMode } from "../../../src/generation/request.ts";
import { blockedSender, permitsShare } from "../../../src/policy/incoming.ts";
import { whyNotReceived } from "../../../src/policy/safety.ts";
import { NEW_GUILD, type GuildSettings } from "../../../src/policy/settings.ts";
import { sampleGeneration } from "../../support/sample-generation.ts";

const HERE = "777777777777777777";
const CHANNEL = "888888888888888888";
const STRICTNESS = ["none", "fast", "full"];

const video = (change: Partial<Video> = {}): Video => ({
  videoUUID: "one",
  url: "https://example.com/one.mp4",
  seed: null,
  costMicroUsd: null,
  flagged: false,
  review: null,
  posted: { as: "file", fileName: "one-1.mp4" },
  ...change,
});

const made = (safety: SafetyMode, ...videos: Video[]): Generation =>
  sampleGeneration({ state: "done", safety, videos: videos.length > 0 ? videos : [video()] });

const holding = (
  guild: SafetyMode,
  change: Partial<GuildSettings["review"]> = {},
  channels: Record<string, SafetyMode> = {},
): Pick<GuildSettings, "safety" | "review"> => ({
  safety: { guild, channels },
  review: { ...NEW_GUILD.review, ...change },
});

const receiver = { guildId: HERE, channelId: CHANNEL, parentChannelId: null };
const approved = { verdict: "approved", by: "999999999999999999", at: 1 } as const;

describe("a channel receives what was checked", () => {
  const cases = SAFETY_MODES.flatMap((own) => SAFETY_MODES.map((checked) => ({ own, checked })));
  test.each(cases)("$checked where $own holds, if that is not looser", ({ own, checked }) => {
    const isEnough = STRICTNESS.indexOf(checked) >= STRICTNESS.indexOf(own);
    const why = whyNotReceived("none", holding(own), receiver, made(checked));
    expect(why).toBe(isEnough ? null : "looser");
  });

  test("strictly enough for the operator and for the channel or its parent too", () => {
    expect(whyNotReceived("full", holding("none"), receiver, made("fast"))).toBe("looser");
    const strict = holding("none", {}, { [CHANNEL]: "full" });
    expect(whyNotReceived("none", strict, receiver, made("fast"))).toBe("looser");
    const thread = { guildId: HERE, channelId: "1", parentChannelId: CHANNEL };
    expect(whyNotReceived("none", strict, thread, made("fast"))).toBe("looser");
    expect(whyNotReceived("none", strict, thread, made("full"))).toBeNull();
  });
});

describe("what the check has flagged and moderators have approved", () => {
  const flagged = made("full", video(), video({ flagged: true, review: approved }));

  test("stays in its own server", () => {
    expect(whyNotReceived("none", holding("fast"), receiver, flagged)).toBe("flagged");
    const own = { ...receiver, guildId: flagged.guildId };
    expect(whyNotReceived("none", holding("fast"), own, flagged)).toBeNull();
  });

  test("goes where nothing is checked", () => {
    expect(whyNotReceived("none", holding("none"), receiver, flagged)).toBeNull();
  });

  test("is not counted where it was withheld", () => {
    const withheld = video({ flagged: true, posted: { as: "withheld", fileName: null } });
    expect(
      whyNotReceived("none", holding("fast"), receiver, made("full", video(), withheld)),
    ).toBeNull();
  });
});

describe("a server whose moderators look at everything", () => {
  const all = holding("fast", { mode: "all" });

  test("receives what other moderators have approved, and nothing that nobody has seen", () => {
    expect(whyNotReceived("none", all, receiver, made("fast"))).toBe("unreviewed");
    const seen = made("fast", video({ review: approved }));
    expect(whyNotReceived("none", all, receiver, seen)).toBeNull();
    const half = made("fast", video({ review: approved }), video());
    expect(whyNotReceived("none", all, receiver, half)).toBe("unreviewed");
  });

  test("shows its own again", () => {
    const own = { ...receiver, guildId: made("fast").guildId };
    expect(whyNotReceived("none", all, own, made("fast"))).toBeNull();
  });
});

describe("a sender is kept out", () => {
  const nameOf = (id: string): string => `former-${id}`;
  const sender = { guildId: "1", memberId: "2" };
  const blocking = (sharing: Partial<GuildSettings["sharing"]>) => ({
    sharing: { ...NEW_GUILD.sharing, ...sharing },
  });

  test.each([
    [{}, null],
    [{ blockedGuildIds: ["1"] }, "guild"],
    [{ blockedGuildIds: ["former-1"] }, "guild"],
    [{ blockedMemberIds: ["2"] }, "member"],
    [{ blockedMemberIds: ["former-2"] }, "member"],
    [{ blockedMemberIds: ["1"], blockedGuildIds: ["2"] }, null],
  ])("by %j: %j", (sharing, expected) => {
    expect(blockedSender(blocking(sharing), sender, nameOf)).toBe(expected);
  });
});

describe("a share that waits to be posted is given up", () => {
  const generation = made("fast");
  const asked = { guildId: HERE, channelId: CHANNEL };
  const open: Record<string, GuildSettings> = {
    [generation.guildId]: { ...NEW_GUILD, sharing: { ...NEW_GUILD.sharing, outgoing: true } },
    [HERE]: { ...NEW_GUILD, sharing: { ...NEW_GUILD.sharing, incomingChannelId: CHANNEL } },
  };
  const permitted = (
    changes: Record<string, Partial<GuildSettings>> = {},
    unreadable: string[] = [],
  ): boolean =>
    permitsShare(generation, asked, {
      settings: {
        isReadable: (guildId) => !unreadable.includes(guildId),
        of: (guildId) => ({ ...NEW_GUILD, ...open[guildId], ...changes[guildId] }),
      },
      safetyFloor: "none",
      nameOf: (id) => `former-${id}`,
    });

  test("not while both servers allow it", () => {
    expect(permitted()).toBe(true);
  });

  test.each([
    ["nothing goes out any more", { [generation.guildId]: { sharing: NEW_GUILD.sharing } }],
    ["nothing comes in any more", { [HERE]: { sharing: NEW_GUILD.sharing } }],
    [
      "it would arrive in another channel",
      { [HERE]: { sharing: { ...NEW_GUILD.sharing, incomingChannelId: "1" } } },
    ],
    [
      "its member was blocked",
      {
        [HERE]: {
          sharing: {
            ...NEW_GUILD.sharing,
            incomingChannelId: CHANNEL,
            blockedMemberIds: [generation.memberId],
          },
        },
      },
    ],
    ["more is checked now", { [HERE]: { safety: { guild: "full" as const, channels: {} } } }],
  ])("once %s", (_, changes) => {
    expect(permitted(changes)).toBe(false);
  });

  test("where the settings of either cannot be read", () => {
    expect(permitted({}, [HERE])).toBe(false);
    expect(permitted({}, [generation.guildId])).toBe(false);
  });
});
