import path from "node:path";
import { restore } from "./backup/restore.ts";
import { amountOf, argumentsOf, placesOfBot, runCommand } from "./run-command.ts";

runCommand(async () => {
  const { flags, rest } = argumentsOf(["--replace"]);
  const [folder] = rest;
  if (folder === undefined || rest.length > 1) {
    throw new Error("Name the folder of a backup: npm run restore -- FOLDER");
  }
  const { manifest, setAside } = await restore(placesOfBot(), path.resolve(folder), {
    replace: flags.has("--replace"),
    now: new Date(),
  });
  process.stdout.write(
    `Restored ${amountOf(manifest.files)} of ${manifest.createdAt}\n` +
      setAside.map((file) => `What was there before is now ${file}\n`).join("") +
      "Start the bot here, and nowhere else: two bots from one backup would post everything twice.\n",
  );
});
