import path from "node:path";
import { backUp } from "./backup/back-up.ts";
import { KEY_COPY } from "./backup/manifest.ts";
import { amountOf, argumentsOf, placesOfBot, runCommand } from "./run-command.ts";

runCommand(async () => {
  const { rest } = argumentsOf([]);
  const [folder] = rest;
  if (folder === undefined || rest.length > 1) {
    throw new Error("Name a new folder for the backup: npm run backup -- FOLDER");
  }
  const { files } = await backUp(placesOfBot(), path.resolve(folder), new Date());
  const hasKey = files.some((file) => file.path === KEY_COPY);
  process.stdout.write(
    `Backed up ${amountOf(files)} to ${folder}\n` +
      (hasKey
        ? "It holds the key that everything is sealed with: keep it where nobody else can read it.\n"
        : "SECRET_KEY is not in it: keep your .env as well, servers' own Runware keys need it.\n"),
  );
});
