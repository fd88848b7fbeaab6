import { expect, test } from "vitest";
import { createGaps, median, quantile, spreadOf } from "../../bench/ground/stats.ts";
import { markdown } from "../../bench/report/markdown.ts";
import { digits, megabytes, ms, ratio, spreadText } from "../../bench/report/words.ts";

test("a quantile is the value that so many do not exceed", () => {
  const numbers = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(quantile(numbers, 0.5)).toBe(50);
  expect(quantile(numbers, 0.99)).toBe(99);
  expect(quantile([7], 0.99)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
});

test("the median of an even number lies between the two in the middle", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3, rounds: 3 });
});

test("gaps are the same for everybody, and as many a second as asked for", () => {
  const take = (): number[] => {
    const gap = createGaps(50);
    return Array.from({ length: 10_000 }, gap);
  };
  const gaps = take();
  expect(take()).toEqual(gaps);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  expect(mean).toBeGreaterThan(19);
  expect(mean).toBeLessThan(21);
});

test("figures carry three digits, their unit once, and what was not measured is a dash", () => {
  expect(ms(1234.5)).toBe("1230 ms");
  expect(megabytes(5_300_000)).toBe("5.3 MB");
  expect(ratio(1.234)).toBe("1.23 ×");
  expect(digits(Number.NaN)).toBe("–");
  expect(spreadText(spreadOf([1, 2, 3]), ms)).toBe("2 ms (1–3)");
  expect(spreadText(spreadOf([2]), ms)).toBe("2 ms");
});

test("the table says what was reached, what was missed, and on which machine", () => {
  const row = { figure: "speed", ours: "1 ms", rival: "2 ms", aim: "≤ 1 ×", isMet: true };
  const text = markdown(
    [
      {
        figure: { name: "speed", title: "Speed" },
        outcome: { rows: [row, { ...row, isMet: false }], notes: ["By hand."], raw: null },
      },
    ],
    {
      date: "2026-01-01",
      cores: 2,
      cpu: "a processor",
      memory: "4 GB",
      node: "v20.19.0",
      os: "Linux 6",
      load: "0.1",
    },
    true,
  );
  expect(text).toContain("2 cores (a processor), 4 GB of memory, Node v20.19.0, Linux 6");
  expect(text).toContain("| speed | 1 ms | 2 ms | ≤ 1 × | reached |");
  expect(text).toContain("| speed | 1 ms | 2 ms | ≤ 1 × | **missed** |");
  expect(text).toContain("- By hand.");
  expect(text).toContain("too small to mean anything");
});
