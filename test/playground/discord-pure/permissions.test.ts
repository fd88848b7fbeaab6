import { PermissionFlagsBits as Bit } from "discord-api-types/v10";
import { assert, bigInt, pre, property } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  computePermissions,
  has,
  type PermissionOverwrite,
  type PermissionQuestion,
} from "../../../playground/discord/permissions.ts";

const GUILD = "100";
const everyone = { id: GUILD, permissions: String(Bit.ViewChannel | Bit.SendMessages) };
const artists = { id: "201", permissions: String(Bit.AttachFiles) };
const muted = { id: "202", permissions: "0" };

function ask(question: Partial<PermissionQuestion> = {}): bigint {
  return computePermissions({
    guild: { id: GUILD, owner_id: "1", roles: [everyone, artists, muted] },
    member: { userId: "2", roles: ["201"] },
    ...question,
  });
}

function role(id: string, change: { allow?: bigint; deny?: bigint }): PermissionOverwrite {
  return { id, type: 0, allow: String(change.allow ?? 0n), deny: String(change.deny ?? 0n) };
}

function member(change: { allow?: bigint; deny?: bigint }): PermissionOverwrite {
  return { ...role("2", change), type: 1 };
}

const channel = (...permission_overwrites: PermissionOverwrite[]) => ({
  type: 0,
  permission_overwrites,
});

describe("computePermissions", () => {
  test("adds up @everyone and the member's roles", () => {
    expect(ask()).toBe(Bit.ViewChannel | Bit.SendMessages | Bit.AttachFiles);
  });

  test("ignores roles the member does not have", () => {
    expect(ask({ member: { userId: "2", roles: [] } })).toBe(Bit.ViewChannel | Bit.SendMessages);
  });

  test("lets the owner do everything, whatever a channel denies", () => {
    const bits = ask({
      member: { userId: "1", roles: [] },
      channel: channel(role(GUILD, { deny: Bit.ViewChannel })),
    });
    expect(has(bits, Bit.BanMembers | Bit.ViewChannel)).toBe(true);
  });

  test("lets an administrator do everything, whatever a channel denies", () => {
    const boss = { id: "203", permissions: String(Bit.Administrator) };
    const bits = ask({
      guild: { id: GUILD, owner_id: "1", roles: [everyone, boss] },
      member: { userId: "2", roles: ["203"] },
      channel: channel(role(GUILD, { deny: Bit.SendMessages })),
    });
    expect(has(bits, Bit.SendMessages | Bit.ManageGuild)).toBe(true);
  });

  test("takes a channel's denial for everyone away", () => {
    const bits = ask({ channel: channel(role(GUILD, { deny: Bit.AttachFiles })) });
    expect(has(bits, Bit.AttachFiles)).toBe(false);
  });

  test("lets an allowance for a role win over the denial for everyone", () => {
    const bits = ask({
      channel: channel(
        role("201", { allow: Bit.AttachFiles }),
        role(GUILD, { deny: Bit.AttachFiles }),
      ),
    });
    expect(has(bits, Bit.AttachFiles)).toBe(true);
  });

  test("lets one role's allowance win over another role's denial, in either order", () => {
    const both = [role("202", { deny: Bit.AttachFiles }), role("201", { allow: Bit.AttachFiles })];
    const asked = [both, both.toReversed()].map((overwrites) =>
      has(
        ask({ member: { userId: "2", roles: ["201", "202"] }, channel: channel(...overwrites) }),
        Bit.AttachFiles,
      ),
    );
    expect(asked).toEqual([true, true]);
  });

  test("lets the member's own overwrite win over the roles", () => {
    const bits = ask({
      channel: channel(member({ deny: Bit.AttachFiles }), role("201", { allow: Bit.AttachFiles })),
    });
    expect(has(bits, Bit.AttachFiles)).toBe(false);
  });

  test("leaves nothing to one who cannot see the channel", () => {
    expect(ask({ channel: channel(role(GUILD, { deny: Bit.ViewChannel })) })).toBe(0n);
  });

  test("takes attaching away with sending", () => {
    const bits = ask({ channel: channel(role(GUILD, { deny: Bit.SendMessages })) });
    expect(bits).toBe(Bit.ViewChannel);
  });

  test("judges a thread by its parent and by Send Messages in Threads", () => {
    const parent = channel(role(GUILD, { allow: Bit.SendMessagesInThreads }));
    const inThread = { type: 11 };
    const allowed = ask({ channel: inThread, parent });
    const denied = ask({ channel: inThread, parent: channel() });
    expect([has(allowed, Bit.AttachFiles), has(denied, Bit.AttachFiles)]).toEqual([true, false]);
  });

  test("does not take a category for a thread's parent", () => {
    const category = { type: 4, permission_overwrites: [role(GUILD, { deny: Bit.ViewChannel })] };
    expect(has(ask({ channel: channel(), parent: category }), Bit.ViewChannel)).toBe(true);
  });

  test("leaves a timed-out member only looking", () => {
    const bits = ask({ member: { userId: "2", roles: ["201"], timedOut: true } });
    expect(bits).toBe(Bit.ViewChannel);
  });

  test("never gives more by denying more", () => {
    const bits = bigInt({ min: 0n, max: (1n << 40n) - 1n });
    assert(
      property(bits, bits, bits, (base, deny, more) => {
        const guild = { id: GUILD, owner_id: "1", roles: [{ id: GUILD, permissions: base }] };
        pre(!has(base, Bit.Administrator));
        const some = ask({ guild, channel: channel(role(GUILD, { deny })) });
        const fewer = ask({ guild, channel: channel(role(GUILD, { deny: deny | more })) });
        expect(fewer & ~some).toBe(0n);
      }),
    );
  });
});

describe("has", () => {
  test("wants every bit of the flag", () => {
    expect(has(Bit.ViewChannel, Bit.ViewChannel | Bit.SendMessages)).toBe(false);
  });
});
