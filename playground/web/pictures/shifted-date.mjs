import { readFileSync } from "node:fs";

// Put before the bot by NODE_OPTIONS: its days are the pictures' days, so that a picture taken again
// a year later says the same. The program itself is as it always is.
const file = process.env["PICTURES_SHIFT_FILE"] ?? "";
const LOOK_EVERY_MS = 50;

let shiftMs = Number(readFileSync(file, "utf8"));
setInterval(() => (shiftMs = Number(readFileSync(file, "utf8"))), LOOK_EVERY_MS).unref();

const RealDate = globalThis.Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shiftMs);
    else super(...given);
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
};
