import { array, assert, integer, nat, option, property } from "fast-check";
import { imageDimensionsFromData } from "image-dimensions";
import { describe, expect, test } from "vitest";
import { renderPng } from "../../../../src/discord/usage/render-png.ts";
import { drawSpending } from "../../../../src/discord/usage/spending-chart.ts";
import { lastDays } from "../../../../src/policy/money/days.ts";

const bars = (costs: readonly number[]) =>
  lastDays(Date.UTC(2026, 4, 14, 12), "UTC", costs.length).map(({ name }, index) => ({
    name,
    microUsd: costs[index] ?? 0,
  }));

const draw = (costs: readonly number[], limitMicroUsd: number | null = null): string =>
  drawSpending({ bars: bars(costs), limitMicroUsd });

const textsIn = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = ""]) => text);

describe("the chart of spending", () => {
  test("dates its days, names today, and says what each cost", () => {
    expect(textsIn(draw([1_000_000, 0, 2_500_000]))).toEqual([
      "Spent per day, in USD",
      "$0",
      "$1",
      "$2",
      "$3",
      "$1.00",
      "May 12",
      "May 13",
      "$2.50",
      "today",
    ]);
  });

  test("of many days dates some and says only what the highest cost", () => {
    const texts = textsIn(draw(Array.from({ length: 90 }, (_, day) => day * 10_000)));
    expect(texts.filter((text) => text.startsWith("May"))).toEqual(["May 5"]);
    expect(texts).toContain("$0.89");
    expect(texts.length).toBeLessThan(20);
  });

  test("draws the budget of the day as a line where that is near", () => {
    const near = draw([1_000_000], 2_000_000);
    expect(textsIn(near)).toContain("budget of the day: $2.00");
    expect(near).toContain("stroke-dasharray");
    const far = draw([1_000_000], 200_000_000);
    expect(textsIn(far)).toContain("budget of the day: $200.00, far above this chart");
    expect(far).not.toContain("stroke-dasharray");
  });

  test("has every bar inside the picture, whatever the amounts", () => {
    assert(
      property(
        array(nat(2_000_000_000), { minLength: 1, maxLength: 90 }),
        option(integer({ min: 0, max: 2_000_000_000 })),
        (costs, limit) => {
          const svg = draw(costs, limit);
          expect(svg).not.toMatch(/NaN|Infinity|undefined/);
          for (const [, x = "", rise = ""] of svg.matchAll(/d="M([\d.]+) \d+ v(-?[\d.]+)/g)) {
            expect(Number(x)).toBeGreaterThan(70);
            expect(Number(x)).toBeLessThan(780);
            expect(-Number(rise)).toBeLessThanOrEqual(240);
            expect(-Number(rise)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  test("becomes a sharp picture without a font of the system", async () => {
    const svg = draw([1_000_000, 2_000_000]);
    const png = await renderPng(svg);
    expect(imageDimensionsFromData(png)).toEqual({ width: 1600, height: 680, type: "png" });
    // Without their letters the same lines make a smaller file.
    const bare = await renderPng(svg.replaceAll(/<text.*?<\/text>/g, ""));
    expect(png.length).toBeGreaterThan(bare.length + 1000);
  });
});
