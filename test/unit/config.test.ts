import { describe, expect, test } from "vitest";
import { ConfigError, readConfig, VARIABLES } from "../../src/config.ts";

const required = { DISCORD_TOKEN: "a-token", RUNWARE_API_KEY: "a-key" };

function linesOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

const linesWith = (environment: Record<string, string>) => linesOf({ ...required, ...environment });

describe("the environment", () => {
  test("needs two variables and nothing else", () => {
    const config = readConfig(required);
    expect(config).toMatchObject({
      discord: { token: "a-token", apiUrl: "https://discord.com/api" },
      runware: {
        apiKey: "a-key",
        apiUrl: "https://api.runware.ai/v1",
        concurrency: 4,
        resultTtlS: undefined,
        resultHosts: [],
      },
      storeUrl: "sqlite://data/flipbook.sqlite",
      dataDir: "data",
      secretKey: undefined,
      allowedGuilds: undefined,
      outputQuality: 95,
      frameMaxAgeMs: 60 * 86_400_000,
      deadlineMs: 20 * 60_000,
      logLevel: "info",
    });
    expect(config.prices.size).toBe(0);
  });

  test("without anything names both that are missing, a line each", () => {
    expect(linesOf({})).toEqual([
      "DISCORD_TOKEN is missing: the bot token from the Discord developer portal",
      "RUNWARE_API_KEY is missing: the API key from the Runware dashboard",
    ]);
  });

  test("may have empty variables: NAME= in a file means that it is not set", () => {
    const empty = Object.fromEntries(VARIABLES.map((name) => [name, "  "]));
    expect(readConfig({ ...empty, ...required })).toEqual(readConfig(required));
    expect(linesOf({ ...empty })).toHaveLength(2);
  });

  test("may have spaces and line ends around a value, as files and secrets tend to", () => {
    const spaced = { DISCORD_TOKEN: "a-token\n", RUNWARE_API_KEY: " a-key ", LOG_LEVEL: "warn\r" };
    expect(readConfig(spaced)).toEqual(readConfig({ ...required, LOG_LEVEL: "warn" }));
  });

  test("may hold whatever else a machine has in it", () => {
    expect(linesWith({ HOME: "/root", PATH: "/bin" })).toEqual([]);
  });

  test("gives a config that nobody changes", () => {
    const config = readConfig(required);
    expect([config, config.discord, config.runware].every((part) => Object.isFrozen(part))).toBe(
      true,
    );
  });
});

describe("a variable that is wrong ends the start with one line:", () => {
  test.each([
    ["DISCORD_API_URL", "discord.com", "must be an http or https address"],
    ["DISCORD_API_URL", "ftp://discord.com", "must be an http or https address"],
    ["RUNWARE_API_URL", "api.runware.ai/v1", "must be an http or https address"],
    ["STORE_URL", "mysql://x", "must be sqlite://PATH or memory:"],
    ["STORE_URL", "sqlite://", "must be sqlite://PATH or memory:"],
    ["SECRET_KEY", "short", "must be at least 32 characters"],
    ["RUNWARE_CONCURRENCY", "many", "must be a whole number"],
    ["RUNWARE_CONCURRENCY", "0", "must be between 1 and 10000"],
    ["RUNWARE_CONCURRENCY", "-1", "must be a whole number"],
    ["RUNWARE_CONCURRENCY", "2.5", "must be a whole number"],
    ["ALLOWED_GUILDS", "my server", "must be server ids, separated by commas"],
    ["RESULT_TTL", "1 day", "must be a whole number of seconds"],
    [
      "RESULT_TTL",
      "86399",
      "must be a day (86400 seconds) or more, so that no result is lost before it is fetched",
    ],
    ["OUTPUT_QUALITY", "19", "must be between 20 and 99"],
    ["OUTPUT_QUALITY", "100", "must be between 20 and 99"],
    ["FRAME_DAYS", "0", "must be between 1 and 3650"],
    ["DEADLINE_MINUTES", "0", "must be between 1 and 1440"],
    ["HTTP_PORT", "0", "must be between 1 and 65535"],
    ["HTTP_PORT", "http", "must be a whole number"],
    ["BALANCE_WARN", "low", "must be an amount in USD, for example 20 or 2.50"],
    ["OPERATOR_CHANNEL", "#operators", "must be the id of a channel"],
    ["LOG_LEVEL", "loud", "must be trace, debug, info, warn, error or silent"],
    [
      "PRICES",
      "720p=0.4",
      "“720p=0.4” is not a price; write RESOLUTION:SECONDS:audio|silent=USD, for example 720p:8:audio=0.3978",
    ],
  ])("%s=%s %s", (name, value, words) => {
    expect(linesWith({ [name]: value })).toEqual([`${name} ${words}`]);
  });

  test.each([
    "720p:6:audio=1",
    "4k:5:audio=1",
    "720p:5:loud=1",
    "720p:5:audio=free",
    "720p:5:audio",
  ])("PRICES=%s is no price", (prices) => {
    expect(linesWith({ PRICES: prices })).toEqual([
      expect.stringMatching(/^PRICES “.*” is not a price; write /),
    ]);
  });

  test("all that are wrong at once, in one go", () => {
    expect(linesOf({ RUNWARE_API_KEY: "k", LOG_LEVEL: "loud", RESULT_TTL: "60" })).toHaveLength(3);
  });

  test("and the lines are what the error says", () => {
    const error = new ConfigError(["A is missing", "B is wrong"]);
    expect(error.message).toBe("A is missing\nB is wrong");
  });
});

describe("a variable that is right", () => {
  test("gives prices in micro-USD by resolution, length and sound", () => {
    const { prices } = readConfig({
      ...required,
      PRICES: "720p:8:audio=0.3978, 360p:5:silent=0.05",
    });
    expect(prices).toEqual(
      new Map([
        ["720p:8:audio", 397_800],
        ["360p:5:silent", 50_000],
      ]),
    );
  });

  test("gives guilds and hosts separated by commas, spaces or both", () => {
    const config = readConfig({
      ...required,
      ALLOWED_GUILDS: "111111111111111111, 222222222222222222 333333333333333333",
      RESULT_HOSTS: "a.example,b.example",
    });
    expect(config.allowedGuilds?.size).toBe(3);
    expect(config.runware.resultHosts).toEqual(["a.example", "b.example"]);
  });

  test("may have an address that ends with a slash", () => {
    const config = readConfig({ ...required, RUNWARE_API_URL: "http://127.0.0.1:1/v1/" });
    expect(config.runware.apiUrl).toBe("http://127.0.0.1:1/v1");
  });

  test("may be a result's life of exactly a day", () => {
    expect(readConfig({ ...required, RESULT_TTL: "86400" }).runware.resultTtlS).toBe(86_400);
  });
});
