import { expect, test } from "vitest";
import { NEW_GUILD, settingsVersions } from "../../../src/policy/settings.ts";

test("settings of before there was a showcase keep what was set, and share nothing", () => {
  const { showcase: _, sharing: __, ...older } = { ...NEW_GUILD, timeZone: "Asia/Kathmandu" };
  const [migrate] = settingsVersions.migrate;
  expect(migrate(older)).toEqual({ ...NEW_GUILD, timeZone: "Asia/Kathmandu" });
});
