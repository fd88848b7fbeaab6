import { expect, test } from "vitest";
import { VARIABLES } from "../../../src/config.ts";
import { createMetrics } from "../../../src/metrics/create-metrics.ts";
import { readAlerts, readText } from "./deploy-files.ts";

const page = await readText("docs/operators.md");
const rows = page.split("\n").filter((line) => line.startsWith("| `"));
const cellsOf = (row: string): string[] => row.split("|").map((cell) => cell.trim());

/** What a column holds between backquotes. */
const quoted = (cell = ""): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);

test("the page for operators has every variable, with the default that the example shows", async () => {
  const example = await readText(".env.example");
  const shown = new Map(
    [...example.matchAll(/^#?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
  const told = rows
    .map(cellsOf)
    .filter(([, first = ""]) => /^`[A-Z][A-Z0-9_]+`$/.test(first))
    .map(([, first, second]): [string, string] => [
      quoted(first)[0] ?? "",
      quoted(second)[0] ?? "",
    ]);
  expect(told.map(([name]) => name).toSorted()).toEqual(VARIABLES.toSorted());
  for (const [name, value] of told) expect([name, value]).toEqual([name, shown.get(name)]);
});

test("the page for operators explains every figure of the bot's own, with its labels", async () => {
  const { text } = await createMetrics().render();
  const own = [...text.matchAll(/^# TYPE (flipbook_\w+) /gm)].map(([, name = ""]) => name);
  expect(own.length).toBeGreaterThan(15);
  const told = rows
    .flatMap((row) => quoted(cellsOf(row)[1]))
    .filter((name) => name.startsWith("flipbook_"))
    .map((name) => name.replace(/\{.*\}$/, ""));
  expect(told.toSorted()).toEqual(own.toSorted());
});

test("the page for operators says what to do about every alert", async () => {
  const alerts = (await readAlerts()).map(({ alert }) => alert);
  const told = rows
    .flatMap((row) => quoted(cellsOf(row)[1]))
    .filter((name) => name.startsWith("Flipbook"));
  expect(told.toSorted()).toEqual(alerts.toSorted());
});

test("what the list at the head of the page leads to is there", () => {
  const anchors = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor);
  const headings = [...page.matchAll(/^#{2,3} (.*)$/gm)].map(([, words = ""]) =>
    words.toLowerCase().replaceAll(" ", "-"),
  );
  expect(anchors.length).toBeGreaterThan(8);
  expect(anchors.filter((anchor) => !headings.includes(anchor ?? ""))).toEqual([]);
});
