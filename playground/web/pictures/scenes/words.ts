import type { Scene } from "../scene.ts";
import { found, textOf, type } from "../acting.ts";

/** A listed word is refused; strikes block; the member appeals. */
export const words: Scene = {
  name: "words",
  async play({ channel, log, member, moderator, take, takeForm }) {
    const desk = moderator.in(channel);
    await type(desk, "settings log", { channel: log });
    await type(desk, "settings blocklist add", { term: "grimdark" });
    await type(desk, "settings strikes", { threshold: 3 });
    const here = member.in(channel);
    const ask = async () =>
      type(here, "video", { prompt: "A gr1mdark castle in a thunderstorm, wide shot" });
    await take("blocklist-refusal", [await ask()], { viewer: member });
    await type(desk, "moderate block", {
      member,
      reason: "The same listed word again and again",
      until: "1 day",
    });
    const refusal = await type(here, "video", { prompt: "A castle on a sunny hill" });
    await take("block-notice", [refusal], { viewer: member });
    const form = await (await member.press(refusal, "Appeal")).modal();
    const entered = "I did not know that the word is listed. It will not happen again.";
    await takeForm("appeal-form", form, {
      viewer: member,
      entered: new Map([["appeal", entered]]),
    });
    await (await member.submit(form, { appeal: entered })).message();
    const appeal = await found(moderator.in(log), /ppeal/);
    await take("appeal-log", [appeal], { viewer: moderator });
    await moderator.press(appeal, "Unblock").then((use) => use.response());
    await found(moderator.in(log), /nblocked/);
    const trail = await type(desk, "moderate log");
    await take("moderate-log", [trail], { viewer: moderator });
    await take(
      "log-channel",
      moderator
        .in(log)
        .messages()
        .filter((message) => textOf(message) !== ""),
      { viewer: moderator },
    );
  },
};
