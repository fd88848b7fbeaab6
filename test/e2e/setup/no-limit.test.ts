import { expect, test } from "vitest";
import { setStage } from "../../support/stage.ts";

const NO_LIMIT = "spending has no limit: neither BUDGET_DAY nor BUDGET_MONTH is set";

test("a start without any budget says once that spending has no limit", async () => {
  const { log } = await setStage();
  expect(log.lines.filter(({ msg }) => msg === NO_LIMIT)).toMatchObject([{ level: "warn" }]);
});

test.each(["BUDGET_DAY", "BUDGET_MONTH"])("a start with %s does not", async (name) => {
  const { log } = await setStage({ env: { [name]: "20" } });
  expect(log.lines.filter(({ msg }) => msg === NO_LIMIT)).toEqual([]);
});
