export type Speaker = "member" | "moderator" | "outsider";

/** Something that was said before the page was opened, oldest first. */
export interface Said {
  readonly by: Speaker;
  readonly where: "videos" | "showcase" | "clips";
  readonly hoursAgo: number;
  readonly text: string;
}

export const HISTORY: readonly Said[] = [
  {
    by: "moderator",
    where: "videos",
    hoursAgo: 25,
    text: "This is the place for videos. Type `/video`, say what is to be seen, and the card fills itself while it is made. **Remix** on a card starts from what somebody else wrote.",
  },
  {
    by: "moderator",
    where: "showcase",
    hoursAgo: 24.5,
    text: "What many of you mark as a favourite is shown here as well.",
  },
  {
    by: "outsider",
    where: "clips",
    hoursAgo: 6,
    text: "Is somebody making something for Saturday? The screen is ours from eight.",
  },
  {
    by: "moderator",
    where: "clips",
    hoursAgo: 5.8,
    text: "Anything goes, as long as it is *short*. `/video` works here too.",
  },
  {
    by: "member",
    where: "videos",
    hoursAgo: 0.3,
    text: "A picture may be the first frame: drop it on the page and pick `first_frame`.",
  },
];
