import type { OwnData } from "../../src/sharing/privacy/own-data.ts";

/** What is kept of a member, in plain words with counts. */
export function renderOwnData(data: OwnData): string {
  const { generations, favourites, inbox, defaults, presets, standings } = data;
  const servers = new Set(generations.map(({ guildId }) => guildId)).size;
  const frames = new Set(
    generations.flatMap((one) => one.frames.flatMap(({ stored }) => stored?.hash ?? [])),
  ).size;
  const oldest = generations.at(-1);
  const since =
    oldest === undefined ? "" : `, the oldest of <t:${Math.floor(oldest.createdAt / 1000)}:D>`;
  const strikes = standings.reduce((sum, one) => sum + one.strikes.length, 0);
  const blocks = standings.filter(({ block }) => block !== null).length;
  const results = standings.reduce((sum, one) => sum + one.results, 0);
  return [
    "### What I keep about you, in all servers",
    `- **${counted(generations.length, "request")}** in ${counted(servers, "server")}${since}: the prompt and the options, your name at the time, what it cost, and where the videos were posted`,
    `- **${counted(frames, "image")}** that you attached as frames`,
    `- **${counted(favourites.length, "favourite")}**, **${counted(presets.length, "preset")}** and **${counted(Object.keys(defaults).length, "default")}** of \`/video\``,
    `- **${counted(inbox, "request")}** waiting in your inbox`,
    `- **${counted(standings.length, "record")}** of how you stand with a server: ${counted(results, "video")} counted, ${counted(strikes, "strike")}, ${counted(blocks, "block")}`,
    "- the requests that cost something in the servers' books, and what moderators did about you, or you as one, in their trails",
    "",
    "The videos themselves are in Discord's messages. Prompts and frames were sent to Runware, which has PixVerse make the videos.",
    "-# `/privacy export` sends you all of it. `/privacy delete` deletes it.",
  ].join("\n");
}

const counted = (count: number, what: string): string =>
  `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;
