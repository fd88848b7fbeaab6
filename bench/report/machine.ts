import { cpus, loadavg, release, totalmem, type } from "node:os";

/** What a reader needs in order to compare. */
export interface Machine {
  date: string;
  cores: number;
  cpu: string;
  memory: string;
  node: string;
  os: string;
  load: string;
}

export function thisMachine(now = new Date()): Machine {
  return {
    date: now.toISOString().slice(0, 10),
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
    os: `${type()} ${release()}`,
    load: loadavg()[0]?.toFixed(1) ?? "unknown",
  };
}
