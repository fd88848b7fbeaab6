import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
} from "discord.js";
import { messageUrl } from "../message-url.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Post } from "../../sharing/posts/post.ts";
import type { ShareCode } from "../../sharing/shares/share-codes.ts";
import { COLOURS } from "../card/card-state.ts";
import { cut, plain } from "../card/text.ts";
import { customId } from "../custom-id.ts";
import type { Destination } from "./destinations.ts";

/** What the dialog behind **Share** is drawn from. */
export interface ShareView {
  generation: Pick<Generation, "id">;
  destinations: readonly Destination[];
  /** Posts of it in other guilds. */
  posts: readonly Post[];
  chosen?: string | undefined;
}

const LABEL_LENGTH = 100;
/** With their links so many lines are 3,000 characters, of Discord's 4,000 for a message. */
const MOST_LINES = 15;
const NAME_LENGTH = 40;

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

const row = (...components: APIComponentInMessageActionRow[]): Row => ({
  type: ComponentType.ActionRow,
  components,
});

const button = (
  label: string,
  id: string,
  style: ButtonStyle.Primary | ButtonStyle.Secondary = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style,
  label,
  custom_id: id,
});

/** A message that says something, with what can be done about it. */
export const box = (
  lines: readonly string[],
  rows: readonly Row[] = [],
): APIMessageTopLevelComponent[] => [
  {
    type: ComponentType.Container,
    accent_color: COLOURS.rendering,
    components: [{ type: ComponentType.TextDisplay, content: lines.join("\n") }, ...rows],
  },
];

/** The way of a result out of its guild: to another one, or as a code. Pure. */
export function renderShare(view: ShareView): APIMessageTopLevelComponent[] {
  const { generation, destinations, chosen } = view;
  const codeRow = row(button("Get a code", customId("share-code", generation.id, "full")));
  const there = new Map(view.posts.map((post) => [post.guildId, post]));
  const open = destinations.filter(({ guildId }) => {
    const post = there.get(guildId);
    return post === undefined || mayTryAgain(post);
  });
  const lines = ["### Share this video", ...sharedLines(view, there)];
  const CODE = "A **code** shows it on any server where I am: `/share open code:`";
  if (open.length === 0) {
    return box(
      [
        ...lines,
        destinations.length > 0
          ? "There is no other server left to share it with."
          : "There is no server to share it with yet: it has to be one where you have made a video, and where moderators have allowed it with `/settings sharing incoming:`.",
        CODE,
      ],
      [codeRow],
    );
  }
  const to = open.find(({ guildId }) => guildId === chosen);
  const menu = row({
    type: ComponentType.StringSelect,
    custom_id: customId("share-to", generation.id),
    placeholder: "Share with a server…",
    options: open.map(({ guildId, name, videos }) => ({
      label: cut(name, LABEL_LENGTH),
      value: guildId,
      description: `You have made ${videos === 1 ? "a video" : `${videos} videos`} there`,
      default: guildId === chosen,
    })),
  });
  if (to === undefined) {
    lines.push(
      "Choose a server: the video arrives in the channel that its moderators have chosen.",
      CODE,
    );
    return box(lines, [menu, codeRow]);
  }
  lines.push(
    `Share it with **${plain(to.name)}**? It is posted there with its prompt.`,
    "-# **With my name** says that it is yours and which server it is from. **Without a name** says neither.",
  );
  const send = (credit: string): string =>
    customId("share-send", generation.id, `${to.guildId}.${credit}`);
  return box(lines, [
    menu,
    row(
      button("With my name", send("full"), ButtonStyle.Primary),
      button("Without a name", send("none")),
    ),
  ]);
}

function sharedLines({ destinations }: ShareView, there: ReadonlyMap<string, Post>): string[] {
  const lines = destinations.flatMap(({ guildId, name }) => {
    const post = there.get(guildId);
    if (post === undefined || mayTryAgain(post)) return [];
    return [`-# **${plain(cut(name, NAME_LENGTH))}**: ${postWords(post)}`];
  });
  const others = lines.length - MOST_LINES;
  return others > 0 ? [...lines.slice(0, MOST_LINES), `-# … and ${others} more.`] : lines;
}

/** Its channel took nothing of ours when it was asked for. */
export const mayTryAgain = ({ state, wish }: Post): boolean =>
  state === "closed" && wish !== "gone";

/** How a post in another guild stands, as its member is told. */
export function postWords({ state, wish, guildId, channelId, messageId }: Post): string {
  if (wish === "gone") return "it was taken down there, and is not posted again";
  if (state === "there" && messageId !== null) {
    return `it is there: ${messageUrl(guildId, channelId, messageId)}`;
  }
  if (state === "closed") return "I cannot post in its channel now; you can try again later";
  return "it is on its way; larger videos take a minute or two";
}

/** A code, and whether it names its member, which a button changes. Pure. */
export function renderCode(
  { id }: Pick<Generation, "id">,
  code: string,
  credit: ShareCode["credit"],
): APIMessageTopLevelComponent[] {
  const other = credit === "full" ? "none" : "full";
  return box(
    [
      `### Your code: \`${code}\``,
      `Whoever has it can watch the video on any server where I am, with \`/share open\`. Where moderators take shares they can post it too.`,
      credit === "full"
        ? "It says that the video is yours and which server it is from."
        : "It says neither whose the video is nor which server it is from.",
      "-# It works as long as the video is in the gallery of this server, and ends when you delete the video or take it out.",
    ],
    [
      row(
        button(
          credit === "full" ? "Leave my name out" : "Show my name",
          customId("share-code", id, other),
        ),
      ),
    ],
  );
}
