import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { runSql } from "../../support/left-records.ts";
import { openBench, type Bench } from "./bench.ts";

/** A bench on a file, whose bytes can be written past the stores. */
export async function openFileBench(): Promise<
  Bench & { sql(statement: string, ...given: string[]): Promise<unknown[]> }
> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "flipbook-sharing-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const bench = await openBench(`sqlite://${path.join(dataDir, "flipbook.sqlite")}`);
  return Object.assign(bench, {
    sql: (statement: string, ...given: string[]) => runSql({ dataDir }, statement, ...given),
  });
}
