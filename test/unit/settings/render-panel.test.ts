import { expect, test } from "vitest";
import { budgetForm } from "../../../commands/settings/panel/budget-form.ts";
import { renderPanel } from "../../../commands/settings/panel/render-panel.ts";
import type { PanelView } from "../../../commands/settings/panel/view.ts";
import { walkComponents, type Component } from "../../../playground/discord/component-tree.ts";
import type { SafetyMode } from "../../../src/generation/request.ts";
import { NEW_GUILD, type Access } from "../../../src/policy/settings.ts";

const ids = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `15741283186958${from + index}`);

const view: PanelView = {
  guildId: "1574128318695866368",
  guildName: "Test Server",
  settings: NEW_GUILD,
  operator: {
    safetyFloor: "none",
    guildDayMicroUsd: null,
    paused: false,
    allowedGuilds: undefined,
  },
  isLogGone: false,
  maskedKey: null,
  spent: undefined,
  now: Date.UTC(2026, 10, 22),
};

const everyList: Access = {
  roles: { allow: ids(10_000, 50), deny: ids(11_000, 50) },
  channels: { allow: ids(12_000, 50), deny: ids(13_000, 50) },
};

/** Moderators who have set everything there is, and as much of it as they can. */
const full: PanelView = {
  ...view,
  guildName: "*".repeat(100),
  settings: {
    ...NEW_GUILD,
    safety: {
      guild: "fast",
      channels: Object.fromEntries(ids(20_000, 200).map((id) => [id, "fast" as const])),
    },
    review: { mode: "first-timers", first: 100 },
    logChannelId: ids(30_000, 1)[0] ?? null,
    access: Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`command-${index}`, everyList]),
    ),
    allowance: {
      everyone: { videosPerDay: 100_000, microUsdPerDay: 999_999_999_999, atOnce: 100_000 },
      roles: Object.fromEntries(
        ids(40_000, 100).map((id) => [
          id,
          { videosPerDay: null, microUsdPerDay: null, atOnce: null },
        ]),
      ),
    },
    budget: { dayMicroUsd: 999_999_999_999, monthMicroUsd: 999_999_999_999 },
    timeZone: "America/Argentina/ComodRivadavia",
    confirmAboveMicroUsd: 999_999_999_999,
    paused: { by: ids(50_000, 1)[0] ?? "", at: 0 },
  },
  operator: { safetyFloor: "full", guildDayMicroUsd: 1, paused: true, allowedGuilds: undefined },
  maskedKey: "ab…yz",
  spent: {
    day: { spentMicroUsd: 999_999_999_999, reservedMicroUsd: 1, videos: 1 },
    month: { spentMicroUsd: 999_999_999_999, reservedMicroUsd: 999_999_999, videos: 1 },
  },
};

const components = (shown: PanelView): Component[] =>
  [
    ...walkComponents(
      renderPanel(shown, { isRefusal: true, sentence: "x".repeat(700) }) as unknown as Component[],
    ),
  ].map(({ component }) => component);

test.each([
  ["nothing", view],
  ["everything", full],
])("the panel of a server that has set %s fits into a message of Discord's", (_, shown) => {
  const all = components(shown);
  const text = all.map(({ content }) => content ?? "").join("");
  expect(all.length).toBeLessThanOrEqual(40);
  expect(text.length).toBeLessThanOrEqual(4000);
});

test("a list that is cut says how much more there is", () => {
  const text = components(full)
    .map(({ content }) => content ?? "")
    .join("\n");
  expect(text).toContain("and 197 more");
  expect(text).toContain("- and 97 more");
});

test("a server's name formats nothing", () => {
  const [title] = components({ ...view, guildName: "**<@1>**" }).flatMap(
    ({ content }) => content ?? [],
  );
  expect(title).toBe("## Settings of \\*\\*\\<@1>\\*\\*\n❌ " + "x".repeat(700));
});

test("custom ids fit, whatever is set", () => {
  for (const { custom_id: id } of components(full)) expect((id ?? "").length).toBeLessThan(100);
});

const withModes = (safetyFloor: SafetyMode, guild: SafetyMode): PanelView => ({
  ...view,
  settings: { ...NEW_GUILD, safety: { guild, channels: {} } },
  operator: { ...view.operator, safetyFloor },
});

test.each<[SafetyMode, SafetyMode, RegExp]>([
  ["none", "fast", /check: fast.*\nThis server's own mode\. A channel can only be stricter/],
  ["fast", "fast", /check: fast.*\nThis server's own mode, and the least that the bot's operator/],
  ["fast", "full", /check: full.*\nThis server's own mode, stricter than .* requires \(fast\)/],
  ["full", "fast", /check: full.*\nThe bot's operator requires it; .* own mode, fast, is looser/],
])("with %s required and %s set it says which wins and why", (floor, guild, says) => {
  expect(JSON.stringify(renderPanel(withModes(floor, guild))).replaceAll("\\n", "\n")).toMatch(
    says,
  );
});

test("the form of the budget says what the operator allows at most, as long as the operator pays", () => {
  const { settings = NEW_GUILD } = view;
  const form = (keyId: string | null): string =>
    JSON.stringify(
      budgetForm(view.guildId, { ...settings, keyId }, { guildDayMicroUsd: 20_000_000 }),
    );
  expect(form(null)).toMatch(/\$20\.00 at most/);
  expect(form("own")).not.toMatch(/at most/);
});
