import {
  ComponentType,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
} from "discord.js";
import { COLOURS } from "../../../src/discord/card/card-state.ts";
import { plain } from "../../../src/discord/card/text.ts";
import { startOverButton } from "../../../src/discord/doctor/start-over.ts";
import { budgetButtons, logSelect, reviewSelect, safetySelect } from "./controls.ts";
import {
  budgetLines,
  logLines,
  otherLines,
  reviewLines,
  safetyLines,
  type Cut,
} from "./sections.ts";
import type { PanelView } from "./view.ts";

/** Said at the head of the panel in answer to what was chosen on it. */
export interface PanelNote {
  isRefusal: boolean;
  sentence: string;
}

/** Discord takes 4,000 characters of text in a message; the rest is for what it counts otherwise. */
const MOST_TEXT = 3900;

/** All of what most servers set, and less and less of what the others have set. */
const CUTS: readonly Cut[] = [
  { entries: 12, ofRule: 8 },
  { entries: 6, ofRule: 4 },
  { entries: 3, ofRule: 1 },
];

/** Everything that a server's moderators have set, at a glance. Pure. */
export function renderPanel(view: PanelView, note?: PanelNote): APIMessageTopLevelComponent[] {
  const drawn = CUTS.map((cut) => draw(view, note, cut));
  return drawn.find((components) => textLength(components) <= MOST_TEXT) ?? drawn.at(-1) ?? [];
}

const textLength = (components: readonly APIMessageTopLevelComponent[]): number =>
  components
    .flatMap((top) => (top.type === ComponentType.Container ? top.components : []))
    .reduce(
      (sum, one) => sum + (one.type === ComponentType.TextDisplay ? one.content.length : 0),
      0,
    );

function draw(
  view: PanelView,
  note: PanelNote | undefined,
  cut: Cut,
): APIMessageTopLevelComponent[] {
  const { guildName, settings } = view;
  const head = [
    `## Settings of ${plain(guildName)}`,
    ...(note === undefined ? [] : [`${note.isRefusal ? "❌" : "✅"} ${note.sentence}`]),
  ];
  if (settings === undefined) return container(COLOURS.failed, unreadable(view, head));
  const readable = { ...view, settings };
  return container(settings.paused === null ? COLOURS.rendering : COLOURS.waiting, [
    text(head),
    RULE,
    text(safetyLines(readable, cut)),
    safetySelect(readable),
    text(reviewLines(readable)),
    reviewSelect(readable),
    text(logLines(readable)),
    logSelect(readable),
    text(budgetLines(readable)),
    budgetButtons(readable),
    RULE,
    text([...otherLines(readable, cut), FOOT]),
  ]);
}

const FOOT =
  "-# Each has a command of its own, such as `/settings allowance`. `/setup` checks that everything works.";

function unreadable({ guildId }: PanelView, head: readonly string[]): APIComponentInContainer[] {
  return [
    text([
      ...head,
      "**The settings of this server cannot be read**, so nothing new is made here. The bot's operator finds the reason in the log and may be able to repair them. Or start over: the server then has the settings of a new one.",
    ]),
    { type: ComponentType.ActionRow, components: [startOverButton(guildId)] },
  ];
}

const container = (
  colour: number,
  components: APIComponentInContainer[],
): APIMessageTopLevelComponent[] => [
  { type: ComponentType.Container, accent_color: colour, components },
];

const text = (lines: readonly string[]): APIComponentInContainer => ({
  type: ComponentType.TextDisplay,
  content: lines.join("\n"),
});

const RULE = { type: ComponentType.Separator } as const;
