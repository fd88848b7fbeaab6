import type { ModalSubmitInteraction } from "discord.js";
import { customId } from "../src/discord/custom-id.ts";
import type { Press } from "../src/discord/define-command.ts";
import { findToRepeat } from "../src/discord/gallery/find-to-repeat.ts";
import { madeAfter } from "../src/discord/gallery/made-after.ts";
import {
  choice,
  choiceFields,
  chosen,
  outOfDate,
  promptField,
  readShared,
} from "../src/discord/gallery/request-fields.ts";
import { mentionInbox } from "../src/discord/inbox-view.ts";
import { answerableOf, originOf } from "../src/discord/origin.ts";
import { UserError } from "../src/generation/errors.ts";
import type { Generation } from "../src/generation/generation.ts";
import type { Files } from "../src/sharing/addresses.ts";

/** Which picture of a video becomes which frame of the new one; the first is what most people want. */
const USES = [
  { picture: "last", position: "first", words: "Go on from the end" },
  { picture: "first", position: "first", words: "Begin as it begins" },
  { picture: "first", position: "last", words: "End where it begins" },
  { picture: "last", position: "last", words: "End as it ends" },
] as const;

/** A form for a new video that has a picture of this one as its first or last frame. */
export async function useAsFrame({ interaction, subjectId, services }: Press): Promise<void> {
  const generation = await findToRepeat(interaction, subjectId, services);
  const uses = usesOf(generation);
  const [usual] = uses;
  if (usual === undefined) throw noVideo();
  await interaction.showModal({
    custom_id: customId("use-as-frame-send", generation.id),
    title: "Use this video as a frame",
    components: [
      promptField(generation.request),
      choice("use", "How the new video uses this one", uses, usual.value),
      ...choiceFields(generation.request),
    ],
  });
}

export async function sendUseAsFrame({
  interaction,
  subjectId,
  services,
}: Press<ModalSubmitInteraction>): Promise<void> {
  const generation = await findToRepeat(interaction, subjectId, services);
  const [, which, at] = /^(\d)\.(\d)$/.exec(chosen(interaction.fields, "use")) ?? [];
  const use = USES[Number(at)];
  if (use === undefined) throw outOfDate();
  const { url, fileName } = fileOf(
    generation,
    Number(which),
    await services.sharing.filesOf(generation),
  );
  const started = await services.service.again(
    answerableOf(interaction),
    originOf(interaction),
    generation,
    madeAfter(generation, "frame"),
    readShared(interaction.fields),
    [{ position: use.position, source: { url, fileName, bytes: 0, still: use.picture } }],
  );
  if (started !== undefined) await mentionInbox(interaction, services);
}

function usesOf({ videos }: Generation): { value: string; label: string }[] {
  return videos.flatMap(({ posted }, index) =>
    posted?.fileName == null
      ? []
      : USES.map(({ words }, at) => ({
          value: `${index}.${at}`,
          label: videos.length > 1 ? `Video ${index + 1}: ${words.toLowerCase()}` : words,
        })),
  );
}

function fileOf({ videos }: Generation, index: number, files: Files) {
  if (files === "unknown") {
    throw new UserError("Discord does not answer at the moment. Please try again in a minute.");
  }
  const name = videos[index]?.posted?.fileName;
  const file = typeof files === "string" ? undefined : files.find((one) => one.fileName === name);
  if (file === undefined) throw noVideo();
  return file;
}

const noVideo = (): UserError =>
  new UserError("I can no longer get at this video, so it cannot be a frame.");
