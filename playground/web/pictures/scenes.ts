import type { Scene } from "./scene.ts";
import { batch } from "./scenes/batch.ts";
import { budget } from "./scenes/budget.ts";
import { card } from "./scenes/card.ts";
import { failed } from "./scenes/failed.ts";
import { feed } from "./scenes/feed.ts";
import { gallery } from "./scenes/gallery.ts";
import { key } from "./scenes/key.ts";
import { own } from "./scenes/own.ts";
import { price } from "./scenes/price.ts";
import { report } from "./scenes/report.ts";
import { review } from "./scenes/review.ts";
import { settings } from "./scenes/settings.ts";
import { setup } from "./scenes/setup.ts";
import { share } from "./scenes/share.ts";
import { showcase } from "./scenes/showcase.ts";
import { usage } from "./scenes/usage.ts";
import { waiting } from "./scenes/waiting.ts";
import { words } from "./scenes/words.ts";

/** Each starts a bot of its own, so that none sees what another did. */
export const SCENES: readonly Scene[] = [
  card,
  waiting,
  batch,
  own,
  gallery,
  showcase,
  share,
  feed,
  failed,
  setup,
  settings,
  review,
  words,
  report,
  price,
  budget,
  usage,
  key,
];
