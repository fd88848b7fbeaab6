import { expect, test } from "vitest";
import { textOf } from "../../support/cards.ts";
import { manage, restart, type Managed } from "../../support/managing.ts";

/** Everything the panel says, but for how long today still lasts. */
async function panelText({ place }: Managed): Promise<string> {
  const message = await (await place.slash("settings show")).message();
  return textOf(message).replaceAll(/the next day begins <t:\d+:R>/g, "");
}

test("every setting survives a restart", async () => {
  const stage = await manage();
  const { guild, channel } = stage;
  const before = await panelText(stage);
  const role = guild.createRole({ name: "Artists" });
  const commands: [string, object][] = [
    ["settings safety", { mode: "off" }],
    ["settings safety", { mode: "full", channel }],
    ["settings review", { mode: "first-timers", first: 7 }],
    ["settings log", { channel: guild.createChannel({ name: "log" }) }],
    ["settings blocklist add", { term: "zebra" }],
    ["settings strikes", { threshold: 9 }],
    ["settings access roles", { action: "allow", role, command: "video" }],
    ["settings access channels", { action: "deny", channel, command: "usage" }],
    ["settings allowance", { videos: 5, usd: 1.25, at_once: 2 }],
    ["settings allowance", { role, videos: 50 }],
    ["settings budget", { day: 5, month: 60, timezone: "Asia/Tokyo" }],
    ["settings confirm-above", { usd: 0.75 }],
    ["settings pause", {}],
  ];
  let text = before;
  for (const [path, options] of commands) {
    await stage.told(path, { ...options });
    const next = await panelText(stage);
    expect(next, `/${path} shows on the panel`).not.toBe(text);
    text = next;
  }
  await restart(stage);
  expect(await panelText(stage)).toBe(text);
});
