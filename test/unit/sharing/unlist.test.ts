import { expect, test } from "vitest";
import { finished, idOf, openBench } from "./bench.ts";

test("a result is out of its gallery only once everything that shows it elsewhere was told", async () => {
  const bench = await openBench();
  const { sharing, elsewhere } = bench;
  const one = finished(idOf(1));
  await bench.end(one);
  let isFull = true;
  const told: string[] = [];
  elsewhere.push({
    async follow(id, now) {
      if (isFull) throw new Error("the disk is full");
      told.push(`${id} ${now}`);
    },
  });
  await expect(sharing.unlist(one, "7")).rejects.toThrow("the disk is full");
  // Else its member is offered the way back only, and could not ask again.
  expect(await sharing.isUnlisted(one)).toBe(false);
  isFull = false;
  await sharing.unlist(one, "7");
  expect(await sharing.isUnlisted(one)).toBe(true);
  expect(told).toContain(`${one.id} gone`);
});
