import path from "node:path";
import { loadOutside } from "../config.ts";
import { argumentsOf, runCommand } from "./run-command.ts";
import { askLines } from "./setup/ask-lines.ts";
import { askTerminal } from "./setup/ask-terminal.ts";
import { runSetup } from "./setup/run-setup.ts";

runCommand(async () => {
  const { rest } = argumentsOf([]);
  const [envFile = ".env"] = rest;
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const asker = isTerminal ? askTerminal() : askLines(process.stdin, process.stdout);
  try {
    const { dataDir, ...apis } = loadOutside();
    await runSetup(asker, {
      envFile: path.resolve(envFile),
      exampleFile: path.resolve(".env.example"),
      dataDir,
      ...apis,
    });
  } finally {
    asker.close();
  }
});
