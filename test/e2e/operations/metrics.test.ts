import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ask, type Asked } from "../../support/asking.ts";
import { freePort } from "../../support/free-port.ts";
import { openStage, type Stage } from "../../support/stage.ts";
import { readAlerts, readDashboard } from "./deploy-files.ts";
import { selectorsIn } from "./promql.ts";
import { scrape, type Scrape } from "./scrape.ts";

const BUDGET = { BUDGET_DAY: "20", BUDGET_MONTH: "100" };
const PROMPT = "a very private plover";

let stage: Stage;
let port: number;
let waiting: Asked;
let now: Scrape;

/** One that is done, one that fails, one that is still being made, and somebody who may not. */
beforeAll(async () => {
  port = await freePort();
  stage = await openStage({
    env: { METRICS_PORT: String(port), ...BUDGET },
    runware: { renderMs: () => 0 },
  });
  await (await ask(stage, { prompt: PROMPT, resolution: "540p" })).over();
  stage.runware.faults.task(() => true, { error: { code: "timeoutProvider", message: "late" } }, 1);
  await (await ask(stage)).over();
  stage.runware.hold();
  waiting = await ask(stage);
  await waiting.rendering();
  const other = stage.guild.addMember({ name: "Member Two" });
  await (await other.press(waiting.card(), "Cancel")).response();
  // The last of them is counted a moment after people see it.
  now = await vi.waitFor(
    async () => {
      const seen = await scrape(port);
      const presses = seen.value("flipbook_first_response_seconds_count", { kind: "component" });
      if (presses !== 1) throw new Error("the press is not counted yet");
      return seen;
    },
    { timeout: 20_000 },
  );
});

afterAll(async () => {
  await stage.runware.release();
  await waiting.over();
  await stage.close();
});

test("each end of a generation is counted, with why", () => {
  expect(now.value("flipbook_generations_started_total")).toBe(3);
  const ended = now.samples.filter(({ name }) => name === "flipbook_generations_ended_total");
  expect(ended.filter(({ value }) => value > 0)).toEqual([
    expect.objectContaining({ labels: { outcome: "done", reason: "none" }, value: 1 }),
    expect.objectContaining({ labels: { outcome: "failed", reason: "providerTimeout" }, value: 1 }),
  ]);
  expect(now.value("flipbook_videos_total", { posted: "file" })).toBe(1);
});

test("what is under way is there by its state, with the age of the oldest", async () => {
  expect(now.value("flipbook_generations_unfinished", { state: "rendering" })).toBe(1);
  expect(now.value("flipbook_generations_unfinished", { state: "queued" })).toBe(0);
  const before = now.value("flipbook_generation_oldest_seconds", { state: "rendering" }) ?? NaN;
  stage.clock.advance(60_000);
  const later = await scrape(port);
  const after = later.value("flipbook_generation_oldest_seconds", { state: "rendering" });
  expect(after).toBeGreaterThanOrEqual(before + 60);
  expect(later.value("flipbook_generation_oldest_seconds", { state: "queued" })).toBe(0);
});

test("waiting, rendering and posting are timed", () => {
  expect(now.value("flipbook_wait_seconds_count")).toBe(3);
  expect(now.value("flipbook_render_seconds_count", { resolution: "540p" })).toBe(1);
  expect(now.value("flipbook_delivery_seconds_count")).toBe(1);
});

test("money is there in dollars: spent, held, allowed and left", () => {
  const spent = now.value("flipbook_spend_usd_total", { payer: "operator" });
  expect(spent).toBeGreaterThan(0);
  expect(now.value("flipbook_spent_usd", { period: "day" })).toBeCloseTo(spent ?? NaN);
  expect(now.value("flipbook_spent_usd", { period: "month" })).toBeCloseTo(spent ?? NaN);
  expect(now.value("flipbook_spend_usd_total", { payer: "server" })).toBe(0);
  expect(now.value("flipbook_reserved_usd")).toBeGreaterThan(0);
  expect(now.value("flipbook_budget_usd", { period: "day" })).toBe(20);
  expect(now.value("flipbook_budget_usd", { period: "month" })).toBe(100);
  expect(now.value("flipbook_balance_usd")).toBeGreaterThan(0);
});

test("the time until each first answer is there, by what was answered", () => {
  expect(now.value("flipbook_first_response_seconds_count", { kind: "command" })).toBe(3);
  expect(now.value("flipbook_first_response_seconds_sum", { kind: "command" })).toBeGreaterThan(0);
});

test("requests to both sides are counted by what came of them", () => {
  expect(now.value("flipbook_discord_requests_total", { status: "2xx" })).toBeGreaterThan(4);
  expect(now.value("flipbook_discord_requests_total", { status: "403" })).toBe(0);
  const submits = { task: "videoInference", outcome: "ok" };
  expect(now.value("flipbook_runware_request_seconds_count", submits)).toBe(3);
  const polls = { task: "getResponse", outcome: "ok" };
  expect(now.value("flipbook_runware_request_seconds_count", polls)).toBeGreaterThan(0);
});

test("a refusal by Discord is counted under its own status", async () => {
  const refusal = stage.discord.faults.next({
    match: { route: /\/callback$/ },
    do: { status: 403, body: { code: 50_001, message: "Missing Access" } },
  });
  await stage.member.in(stage.channel).slash("usage mine");
  await refusal.met;
  await expect
    .poll(async () =>
      (await scrape(port)).value("flipbook_discord_requests_total", { status: "403" }),
    )
    .toBeGreaterThan(0);
});

test("the gateway is ready, on each shard", () => {
  expect(now.value("flipbook_gateway_ready", { shard: "0" })).toBe(1);
  expect(now.value("flipbook_servers")).toBe(1);
});

test("who has no right to something is counted", () => {
  expect(now.value("flipbook_forbidden_total")).toBe(1);
});

test("the process tells of itself", () => {
  expect(now.value("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThanOrEqual(0);
  expect(now.value("process_resident_memory_bytes")).toBeGreaterThan(0);
  expect(now.value("flipbook_data_free_bytes")).toBeGreaterThan(0);
  expect(now.value("flipbook_provider_paused")).toBe(0);
});

test("no figure names a member, a server, a channel, a generation or a prompt", () => {
  const labels = now.samples.flatMap((sample) => Object.values(sample.labels));
  expect(labels.length).toBeGreaterThan(100);
  expect(labels.filter((value) => /\d{15,}/.test(value))).toEqual([]);
  expect(now.text).not.toContain("Member One");
  expect(now.text).not.toContain(PROMPT);
});

/** What asks for something that the bot does not tell, or by a label that it does not have. */
function unknownIn(expression: string): string[] {
  return selectorsIn(expression).flatMap(({ metric, labels }) => {
    // Prometheus's own: `up`, and the job that every sample comes from.
    if (metric === "up") return [];
    const family = metric.replace(/_(bucket|count|sum)$/, "");
    const isThere = now.types.has(now.types.get(family) === "histogram" ? family : metric);
    const samples = now.samples.filter(({ name }) => name === metric);
    const isOn = (label: string): boolean =>
      label === "job" || samples.some((sample) => label in sample.labels);
    const unknown = labels.filter((label) => !isOn(label)).map((label) => `${metric}{${label}}`);
    return isThere ? unknown : [metric];
  });
}

test("every alert rule asks for what the bot really tells", async () => {
  const rules = await readAlerts();
  expect(rules.length).toBeGreaterThan(8);
  expect(rules.flatMap(({ expr }) => unknownIn(expr))).toEqual([]);
});

test("every panel of the dashboard asks for what the bot really tells", async () => {
  const { panels } = await readDashboard();
  const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(expressions.length).toBeGreaterThan(20);
  expect(expressions.flatMap(unknownIn)).toEqual([]);
});

test("everything that the bot tells of itself is on the dashboard or behind an alert", async () => {
  const [{ panels }, rules] = await Promise.all([readDashboard(), readAlerts()]);
  const asked = [...panels.flatMap(({ targets }) => targets), ...rules]
    .flatMap(({ expr }) => selectorsIn(expr))
    .map(({ metric }) => metric.replace(/_(bucket|count|sum)$/, ""));
  const own = [...now.types.keys()].filter((name) => name.startsWith("flipbook_"));
  expect(own.filter((name) => !asked.includes(name))).toEqual([]);
});

test("no two panels of the dashboard lie over each other, or have the same id", async () => {
  const { panels } = await readDashboard();
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...panels.map(({ gridPos }) => gridPos.x + gridPos.w))).toBe(24);
});

test("a port that is taken ends the start with a clear line", async () => {
  const second = openStage({ env: { METRICS_PORT: String(port) } });
  await expect(second).rejects.toThrow(`METRICS_PORT ${port}: somebody else does already`);
});
