import { expect, test } from "vitest";
import { rememberTexts } from "../../../src/stores/remember-texts.ts";

/** A connection whose answers a test gives when it wants to. */
function heldConnection(keeps: "all" | "absent" = "all") {
  const reads: ((text: string | undefined) => void)[] = [];
  const writes: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const write = (): Promise<void> =>
    new Promise((resolve, reject) => writes.push({ resolve, reject }));
  const texts = rememberTexts(
    {
      get: () => new Promise((resolve) => reads.push(resolve)),
      set: write,
      delete: write,
      move: write,
    },
    2,
    keeps,
  );
  return { texts, reads, writes };
}

test("what was written is read without a look at the store", async () => {
  const { texts, writes } = heldConnection();
  const written = texts.set("a", "1");
  writes[0]?.resolve();
  await written;
  expect(await texts.get("a")).toBe("1");
});

test("what was found absent, or deleted, is absent without another look", async () => {
  const { texts, reads, writes } = heldConnection();
  const first = texts.get("a");
  reads[0]?.(undefined);
  expect(await first).toBeUndefined();
  expect(await texts.get("a")).toBeUndefined();
  const deleted = texts.delete("b");
  writes[0]?.resolve();
  await deleted;
  expect(await texts.get("b")).toBeUndefined();
  expect(reads).toHaveLength(1);
});

test("a read that a write has overtaken is not kept", async () => {
  const { texts, reads, writes } = heldConnection();
  const slow = texts.get("a");
  const written = texts.set("a", "new");
  writes[0]?.resolve();
  await written;
  reads[0]?.("old");
  expect(await slow).toBe("old");
  expect(await texts.get("a")).toBe("new");
});

test("a read begun after a write does not join one begun before it", async () => {
  const { texts, reads, writes } = heldConnection();
  const slow = texts.get("a");
  const moved = texts.move("a", "b");
  writes[0]?.resolve();
  await moved;
  const later = texts.get("a");
  reads[1]?.(undefined);
  expect(await later).toBeUndefined();
  reads[0]?.("old");
  expect(await slow).toBe("old");
  expect(await texts.get("a")).toBeUndefined();
});

test("before a write is on the disk the old text is read", async () => {
  const { texts, writes } = heldConnection();
  const first = texts.set("a", "old");
  writes[0]?.resolve();
  await first;
  const second = texts.set("a", "new");
  expect(await texts.get("a")).toBe("old");
  writes[1]?.resolve();
  await second;
  expect(await texts.get("a")).toBe("new");
});

test("after a write that failed only the store knows what is there", async () => {
  const { texts, reads, writes } = heldConnection();
  const first = texts.set("a", "old");
  writes[0]?.resolve();
  await first;
  const second = texts.set("a", "new");
  writes[1]?.reject(new Error("the disk is full"));
  await expect(second).rejects.toThrow("the disk is full");
  const read = texts.get("a");
  reads[0]?.("old");
  expect(await read).toBe("old");
});

test("the longest unused is forgotten first", async () => {
  const { texts, reads, writes } = heldConnection();
  for (const [index, key] of ["a", "b"].entries()) {
    const written = texts.set(key, key);
    writes[index]?.resolve();
    await written;
  }
  expect(await texts.get("a")).toBe("a");
  const third = texts.set("c", "c");
  writes[2]?.resolve();
  await third;
  expect(await texts.get("a")).toBe("a");
  const read = texts.get("b");
  reads[0]?.("from the store");
  expect(await read).toBe("from the store");
});

test("where only the absent is kept, what is there is read each time", async () => {
  const { texts, reads, writes } = heldConnection("absent");
  const absent = texts.get("a");
  reads[0]?.(undefined);
  await absent;
  expect(await texts.get("a")).toBeUndefined();
  const written = texts.set("a", "1");
  writes[0]?.resolve();
  await written;
  for (const index of [1, 2]) {
    const there = texts.get("a");
    reads[index]?.("1");
    expect(await there).toBe("1");
  }
});

test("what is very long is read each time, and no older text of it is kept", async () => {
  const { texts, reads, writes } = heldConnection();
  const short = texts.set("a", "short");
  writes[0]?.resolve();
  await short;
  const long = "x".repeat(100_000);
  const written = texts.set("a", long);
  writes[1]?.resolve();
  await written;
  const read = texts.get("a");
  expect(reads).toHaveLength(1);
  reads[0]?.(long);
  expect(await read).toBe(long);
});
