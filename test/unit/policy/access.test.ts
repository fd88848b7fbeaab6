import { describe, expect, test } from "vitest";
import { refusedAccess, type Seeker } from "../../../src/policy/access.ts";
import type { Access } from "../../../src/policy/settings.ts";

const seeker: Seeker = {
  guildId: "1",
  roleIds: ["10", "11"],
  channelId: "20",
  parentChannelId: null,
};

const rules = (own: Partial<Access>): Access => ({
  roles: { allow: [], deny: [] },
  channels: { allow: [], deny: [] },
  ...own,
});

const refused = (access: Record<string, Access>, own: Partial<Seeker> = {}) =>
  refusedAccess({ access }, "video", { ...seeker, ...own });

describe("access", () => {
  test("is everybody's where nothing is set", () => {
    expect(refused({})).toBeUndefined();
    expect(refused({ video: rules({}) })).toBeUndefined();
  });

  test("is for allowed roles alone where there are any", () => {
    const access = { video: rules({ roles: { allow: ["10", "12"], deny: [] } }) };
    expect(refused(access)).toBeUndefined();
    expect(refused(access, { roleIds: ["11"] })).toEqual({
      by: "roles",
      rule: "allow",
      ids: ["10", "12"],
    });
  });

  test("is not for a denied role, though another role is allowed", () => {
    const access = { video: rules({ roles: { allow: ["10"], deny: ["11"] } }) };
    expect(refused(access)).toEqual({ by: "roles", rule: "deny", ids: ["11"] });
    expect(refused(access, { roleIds: ["10"] })).toBeUndefined();
  });

  test("can be taken from everyone, whose role nobody is said to have", () => {
    const access = { video: rules({ roles: { allow: [], deny: ["1"] } }) };
    expect(refused(access, { roleIds: [] })).toMatchObject({ rule: "deny" });
  });

  test("is in allowed channels alone where there are any", () => {
    const access = { video: rules({ channels: { allow: ["21"], deny: [] } }) };
    expect(refused(access)).toEqual({ by: "channels", rule: "allow", ids: ["21"] });
    expect(refused(access, { channelId: "21" })).toBeUndefined();
  });

  test("in a thread is as in the channel that the thread belongs to", () => {
    const thread = { channelId: "30", parentChannelId: "20" };
    expect(refused({ video: rules({ channels: { allow: ["20"], deny: [] } }) }, thread)).toBe(
      undefined,
    );
    expect(
      refused({ video: rules({ channels: { allow: [], deny: ["20"] } }) }, thread),
    ).toMatchObject({ by: "channels", rule: "deny", ids: ["20"] });
  });

  test("asks the rules for every command as well as the command's own", () => {
    const own = rules({ roles: { allow: ["10"], deny: [] } });
    expect(refused({ "*": rules({ roles: { allow: ["12"], deny: [] } }), video: own })).toEqual({
      by: "roles",
      rule: "allow",
      ids: ["12"],
    });
    expect(refused({ "*": own, video: rules({ channels: { allow: [], deny: ["20"] } }) })).toEqual({
      by: "channels",
      rule: "deny",
      ids: ["20"],
    });
  });

  test("to one command says nothing about another", () => {
    expect(refused({ usage: rules({ roles: { allow: [], deny: ["10"] } }) })).toBeUndefined();
  });
});
