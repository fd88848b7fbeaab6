import type { Scene } from "../scene.ts";
import { finished, found, type } from "../acting.ts";

/** What stands behind **More**, and a report from the form to the log channel. */
export const report: Scene = {
  name: "report",
  async play({ channel, guild, log, member, moderator, take, takeForm }) {
    await type(moderator.in(channel), "settings log", { channel: log });
    const here = member.in(channel);
    const card = await finished(here, await type(here, "video", { prompt: "A parade of puppets" }));
    const more = await (await moderator.press(card, "More")).message();
    await take("more", [more], { viewer: moderator });
    const reporter = guild.addMember({ name: "Member Two" });
    const offered = await (await reporter.press(card, "More")).message();
    const form = await (await reporter.press(offered, "Report")).modal();
    const reason = "One of the puppets is made to look like somebody from this server.";
    await takeForm("report-form", form, {
      viewer: reporter,
      entered: new Map([["reason", reason]]),
    });
    await (await reporter.submit(form, { reason })).message();
    const reported = await found(moderator.in(log), /reports/);
    await take("report-log", [reported], { viewer: moderator });
  },
};
