import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { withVariables } from "../../../src/cli/setup/env-file.ts";

test("of a variable that stands there twice the one that counts is set", () => {
  const text = withVariables("DISCORD_TOKEN=old\nPAUSED=true\nexport DISCORD_TOKEN=older\n", {
    DISCORD_TOKEN: "new",
  });
  expect(parseEnv(text)).toEqual({ DISCORD_TOKEN: "new", PAUSED: "true" });
});

test("a line that only shows a variable gives it its place", () => {
  const text = withVariables("# DISCORD_TOKEN=\nPAUSED=true\n", { DISCORD_TOKEN: "new" });
  expect(text).toBe("DISCORD_TOKEN=new\nPAUSED=true\n");
});
