import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sqlite3 from "sqlite3";
import { onTestFinished } from "vitest";
import type { Log } from "../../../src/generation/ports.ts";
import type { Entry } from "../../../src/stores/read-records.ts";

/** A path for a store in a folder of its own, removed after the test. */
export async function freshPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "flipbook-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "flipbook.sqlite");
}

/** One statement on the file itself, past the store: what a damaged disk or another tool would do. */
export function onFile(path: string, sql: string, ...parameters: unknown[]): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(path);
    database.all(sql, ...parameters, (error: Error | null, rows: unknown[]) => {
      database.close((closeError) => {
        if (error ?? closeError) reject(error ?? closeError ?? new Error("not closed"));
        else resolve(rows);
      });
    });
  });
}

export async function collect<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

/** The readable and the broken of a collection, apart, in the order of their ids. */
export async function sorted<T>(
  entries: AsyncIterable<Entry<T>>,
): Promise<{ values: Record<string, T>; broken: string[] }> {
  const values: Record<string, T> = {};
  const broken: string[] = [];
  for (const entry of await collect(entries)) {
    if ("value" in entry) values[entry.id] = entry.value;
    else broken.push(entry.id);
  }
  return { values, broken: broken.sort() };
}

export interface LogLine {
  level: keyof Log;
  facts: object;
  message: string;
}

export function recordingLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: keyof Log) => (facts: object, message: string) => {
    lines.push({ level, facts, message });
  };
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
