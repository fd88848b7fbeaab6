import { expect, test } from "vitest";
import { ConfigError, readConfig } from "../../src/config.ts";

const required = { DISCORD_TOKEN: "a-token", RUNWARE_API_KEY: "a-key" };
const archive = {
  ARCHIVE_S3_ENDPOINT: "https://s3.example.com/",
  ARCHIVE_S3_REGION: "auto",
  ARCHIVE_S3_BUCKET: "videos",
  ARCHIVE_S3_ACCESS_KEY_ID: "an-id",
  ARCHIVE_S3_SECRET_ACCESS_KEY: "a-secret",
};

function linesWith(environment: Record<string, string>): readonly string[] {
  try {
    readConfig({ ...required, ...environment });
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

test("without any of its variables there is no archive", () => {
  expect(readConfig(required).archive).toBeUndefined();
});

test("five variables make an archive, whose objects are read at signed addresses", () => {
  expect(readConfig({ ...required, ...archive }).archive).toEqual({
    endpoint: "https://s3.example.com",
    region: "auto",
    bucket: "videos",
    accessKeyId: "an-id",
    secretAccessKey: "a-secret",
    publicUrl: undefined,
  });
});

test.each(Object.keys(archive))("an archive without %s ends the start with one line", (name) => {
  expect(linesWith({ ...archive, [name]: "" })).toEqual([
    expect.stringMatching(new RegExp(`^${name} is missing: an archive needs `)),
  ]);
});

test("a public address alone is no archive", () => {
  expect(linesWith({ ARCHIVE_S3_PUBLIC_URL: "https://videos.example.com" })).toHaveLength(5);
});

test.each([
  ["ARCHIVE_S3_ENDPOINT", "http://s3.example.com"],
  ["ARCHIVE_S3_ENDPOINT", "https://user:word@s3.example.com"],
  ["ARCHIVE_S3_PUBLIC_URL", "http://videos.example.com"],
  ["ARCHIVE_S3_BUCKET", "My Bucket"],
  ["ARCHIVE_S3_BUCKET", "../other"],
])("%s=%s is refused", (name, value) => {
  expect(linesWith({ ...archive, [name]: value })).toEqual([
    expect.stringMatching(new RegExp(`^${name} must be `)),
  ]);
});
