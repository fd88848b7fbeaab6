import { expect, test } from "vitest";
import { ConfigError, readConfig } from "../../../src/config.ts";

const REQUIRED = { DISCORD_TOKEN: "token", RUNWARE_API_KEY: "key" };

const httpOf = (env: Record<string, string>) => readConfig({ ...REQUIRED, ...env }).http;

function linesOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig({ ...REQUIRED, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

test("without HTTP_PORT the bot serves nothing", () => {
  expect(httpOf({})).toBeUndefined();
});

test("HTTP_PORT alone serves this machine, without webhooks", () => {
  expect(httpOf({ HTTP_PORT: "8080" })).toEqual({
    host: "127.0.0.1",
    port: 8080,
    publicUrl: undefined,
  });
});

test("all three say where it listens and how it is reached", () => {
  const env = { HTTP_PORT: "80", HTTP_HOST: "0.0.0.0", PUBLIC_URL: "https://Videos.example.com/" };
  expect(httpOf(env)).toEqual({
    host: "0.0.0.0",
    port: 80,
    publicUrl: "https://videos.example.com",
  });
});

test.each([
  ["https://example.com/flipbook//", "https://example.com/flipbook"],
  ["https://example.com:8443", "https://example.com:8443"],
  ["https://example.com/?", "https://example.com"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["http://localhost:8080/", "http://localhost:8080"],
  ["http://[::1]:8080", "http://[::1]:8080"],
])("PUBLIC_URL %s becomes %s", (given, publicUrl) => {
  expect(httpOf({ HTTP_PORT: "8080", PUBLIC_URL: given })).toMatchObject({ publicUrl });
});

test.each([
  "http://example.com",
  "http://127.0.0.1.example.com",
  "ftp://example.com",
  "example.com",
  "https://member:word@example.com",
  "https://example.com/?a=b",
  "https://example.com/#top",
])("PUBLIC_URL %s is refused with what would pass", (PUBLIC_URL) => {
  expect(linesOf({ HTTP_PORT: "8080", PUBLIC_URL })).toEqual([
    "PUBLIC_URL must be an https address without a user name or a query, for example https://videos.example.com",
  ]);
});

test.each([
  ["0", "HTTP_PORT must be between 1 and 65535"],
  ["65536", "HTTP_PORT must be between 1 and 65535"],
  ["http", "HTTP_PORT must be a whole number"],
])("HTTP_PORT %s is refused: %s", (HTTP_PORT, line) => {
  expect(linesOf({ HTTP_PORT })).toEqual([line]);
});

test("PUBLIC_URL without HTTP_PORT names what is missing, beside everything else that is wrong", () => {
  expect(linesOf({ PUBLIC_URL: "https://example.com", LOG_LEVEL: "loud" })).toEqual([
    "LOG_LEVEL must be trace, debug, info, warn, error or silent",
    "HTTP_PORT is missing: PUBLIC_URL needs the port that the bot listens on",
  ]);
});
