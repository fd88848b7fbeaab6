import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { createQueue, type Waiting } from "../../../src/generation/queue.ts";

/** `G1/M1/a`: guild, member, id. */
function waiting(text: string): Waiting {
  const [guildId = "", memberId = "", id = ""] = text.split("/");
  return { id, guildId, memberId };
}

function queueOf(...texts: string[]) {
  const queue = createQueue();
  for (const text of texts) queue.add(waiting(text));
  return queue;
}

function drain(queue: ReturnType<typeof createQueue>): string[] {
  const taken: string[] = [];
  for (let id = queue.take(); id !== undefined; id = queue.take()) taken.push(id);
  return taken;
}

describe("turns", () => {
  test("go by arrival among one member's own", () => {
    expect(drain(queueOf("G/M/a", "G/M/b", "G/M/c"))).toEqual(["a", "b", "c"]);
  });

  test("go round the members of a guild", () => {
    expect(drain(queueOf("G/M/a", "G/M/b", "G/M/c", "G/N/d", "G/O/e"))).toEqual([
      "a",
      "d",
      "e",
      "b",
      "c",
    ]);
  });

  test("go round the guilds first, however many members one has", () => {
    const queue = queueOf("G/M/a", "G/N/b", "G/O/c", "H/P/d", "H/P/e");
    expect(drain(queue)).toEqual(["a", "d", "b", "e", "c"]);
  });

  test("stay what they were when a newcomer of a busy member joins", () => {
    const queue = queueOf("G/M/a", "G/M/b", "G/N/c");
    expect(queue.take()).toBe("a");
    queue.add(waiting("G/M/d"));
    expect(drain(queue)).toEqual(["c", "b", "d"]);
  });

  test("given back are the very next again", () => {
    const queue = queueOf("G/M/a", "G/M/b", "H/N/c");
    expect(queue.take()).toBe("a");
    queue.putBack(waiting("G/M/a"));
    expect(queue.places().get("a")).toBe(1);
    expect(drain(queue)).toEqual(["a", "c", "b"]);
  });

  test("of what is not there are nobody's", () => {
    const queue = createQueue();
    expect(queue.take()).toBeUndefined();
    queue.remove("x");
    expect(queue.size).toBe(0);
  });
});

type Act =
  | { do: "add" | "remove"; guild: string; member: string; id: number }
  | { do: "take" | "takeAndPutBack" };

const acts = array(
  record({
    do: constantFrom("add" as const, "add" as const, "add" as const, "remove" as const),
    guild: constantFrom("G", "H", "I"),
    member: constantFrom("M", "N", "O"),
    id: integer({ min: 0, max: 30 }),
  }).chain((act) => constantFrom<Act>(act, act, act, { do: "take" }, { do: "takeAndPutBack" })),
  { maxLength: 80 },
);

const nameOf = ({ guild, member, id }: { guild: string; member: string; id: number }): Waiting => ({
  guildId: guild,
  memberId: guild + member,
  id: `${guild}${member}${id}`,
});

/** Plays a history, and gives who should be waiting after it. */
function play(history: readonly Act[]) {
  const queue = createQueue();
  const there = new Map<string, Waiting>();
  for (const act of history) {
    if (act.do === "add") {
      const entry = nameOf(act);
      queue.add(entry);
      there.set(entry.id, entry);
    } else if (act.do === "remove") {
      queue.remove(nameOf(act).id);
      there.delete(nameOf(act).id);
    } else {
      const id = queue.take();
      const entry = there.get(id ?? "");
      if (act.do === "takeAndPutBack" && entry !== undefined) queue.putBack(entry);
      else there.delete(id ?? "");
    }
  }
  return { queue, there };
}

describe("after any history of the queue", () => {
  test("everybody who waits gets exactly one turn", () => {
    assert(
      property(acts, (history) => {
        const { queue, there } = play(history);
        expect(queue.size).toBe(there.size);
        const taken = drain(queue);
        expect(taken).toHaveLength(there.size);
        expect(new Set(taken)).toEqual(new Set(there.keys()));
        expect(queue.size).toBe(0);
      }),
    );
  });

  test("the places that people are shown are the turns they get", () => {
    assert(
      property(acts, (history) => {
        const { queue } = play(history);
        const places = new Map(queue.places());
        const taken = drain(queue);
        expect([...places.entries()].toSorted(([, a], [, b]) => a - b)).toEqual(
          taken.map((id, index) => [id, index + 1]),
        );
      }),
    );
  });

  test("nobody waits for a second turn of another guild or member before their own first", () => {
    assert(
      property(acts, (history) => {
        const { queue, there } = play(history.filter((act) => act.do !== "takeAndPutBack"));
        const taken = drain(queue).flatMap((id) => there.get(id) ?? []);
        expect(overtaken(taken.map(({ guildId }) => guildId))).toEqual([]);
        for (const guild of ["G", "H", "I"]) {
          const members = taken.filter(({ guildId }) => guildId === guild);
          expect(overtaken(members.map(({ memberId }) => memberId))).toEqual([]);
        }
      }),
    );
  });
});

/** Who still waited while somebody else had two turns more than they did. */
function overtaken(turns: readonly string[]): string[] {
  const had = new Map<string, number>();
  const unfair: string[] = [];
  for (const [index, name] of turns.entries()) {
    const mine = (had.get(name) ?? 0) + 1;
    had.set(name, mine);
    const still = new Set(turns.slice(index + 1));
    for (const other of still) if (mine > (had.get(other) ?? 0) + 1) unfair.push(other);
  }
  return unfair;
}
