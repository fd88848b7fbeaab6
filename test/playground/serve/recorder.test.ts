import { expect, test } from "vitest";
import { createRecorder, type LineFacts } from "../../../playground/serve/wire/recorder.ts";
import { short } from "../../../playground/serve/wire/short.ts";

const FACTS: LineFacts = {
  kind: "discord",
  atMs: 0,
  title: "GET /gateway/bot",
  note: "",
  status: { text: "…", tone: "waiting" },
  schema: null,
  isFaulty: false,
};

test("the oldest lines make room, and their bodies with them", () => {
  const recorder = createRecorder(() => undefined);
  for (let count = 0; count < 1_000; count += 1) recorder.add(FACTS, () => []);
  expect(recorder.lines.map(({ id }) => id)).toEqual(
    Array.from({ length: 400 }, (_, index) => 601 + index),
  );
  expect(recorder.detail(600)).toBeUndefined();
  expect(recorder.detail(601)).toEqual({ id: 601, parts: [] });
});

test("a line that made room is not changed back into being", () => {
  const told: number[] = [];
  const recorder = createRecorder(({ id }) => told.push(id));
  const first = recorder.add(FACTS, () => []);
  recorder.change(first, { note: "news" });
  expect(recorder.lines[0]?.note).toBe("news");
  for (let count = 0; count < 400; count += 1) recorder.add(FACTS, () => []);
  const before = told.length;
  recorder.change(first, { note: "too late" });
  expect(told.length).toBe(before);
  expect(recorder.lines).toHaveLength(400);
});

test("a picture in a body is cut to its beginning, the rest stays as it is", () => {
  const picture = `data:image/png;base64,${"A".repeat(50_000)}`;
  const shown = short({ picture, seed: 7, list: [null, true], big: 1n }) as { picture: string };
  expect(shown.picture.length).toBeLessThan(300);
  expect(shown).toMatchObject({ seed: 7, list: [null, true], big: "1" });
});
