import { typeAhead, typeSlash, useMessageCommand } from "../../discord/actor/commands.ts";
import { chooseInSelect, pressButton } from "../../discord/actor/components.ts";
import { NoAnswer } from "../../discord/actor/use.ts";
import { submitModal } from "../../discord/actor/modals.ts";
import type { Core } from "../../discord/core.ts";
import type {
  Answer,
  AutocompleteRequest,
  Choices,
  MessageCommandRequest,
  ModalRequest,
  PressRequest,
  SelectRequest,
  SlashRequest,
} from "../../web/api.ts";
import { PageRefusal } from "../page-refusal.ts";
import type { CastMember } from "../world/cast.ts";
import { answerTo } from "./answer.ts";
import { messageAt, seatOf } from "./seat.ts";
import type { Uploads } from "./uploads.ts";

/**
 * What a person does that the bot answers. Each refuses as Discord's own client would.
 *
 * @throws {ClientRefusal} and {@link PageRefusal}
 */
export function createActs(core: Core, cast: readonly CastMember[], uploads: Uploads) {
  const given = (values: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, uploads.resolve(value)]),
    );

  return {
    slash: async (request: SlashRequest): Promise<Answer> =>
      answerTo(await typeSlash(seatOf(core, cast, request), request.path, given(request.options))),

    async autocomplete(request: AutocompleteRequest): Promise<Choices> {
      const { path, option, typed, options } = request;
      const seat = seatOf(core, cast, request);
      const use = typeAhead(seat, path, { name: option, value: typed }, given(options));
      try {
        const answer = await use.response();
        return { choices: answer.kind === "choices" ? answer.choices : [] };
      } catch (error) {
        // Discord's client then shows that options failed to load.
        if (error instanceof NoAnswer) throw new PageRefusal(504, "Loading options failed");
        throw error;
      }
    },

    async press(request: PressRequest): Promise<Answer> {
      const seat = seatOf(core, cast, request);
      return answerTo(pressButton(seat, messageAt(seat, request.messageId), request.customId));
    },

    async select(request: SelectRequest): Promise<Answer> {
      const { messageId, customId, values } = request;
      const seat = seatOf(core, cast, request);
      return answerTo(chooseInSelect(seat, messageAt(seat, messageId), customId, values));
    },

    async modal({ as, interactionId, values }: ModalRequest): Promise<Answer> {
      const opener = core.world.interactions.get(interactionId);
      const modal = opener?.response?.kind === "modal" ? opener.response.modal : undefined;
      if (!opener || !modal) throw new PageRefusal(404, "That form is no longer open.");
      const seat = seatOf(core, cast, { as, channelId: opener.channelId });
      return answerTo(await submitModal(seat, { interactionId, data: modal }, given(values)));
    },

    async messageCommand(request: MessageCommandRequest): Promise<Answer> {
      const seat = seatOf(core, cast, request);
      return answerTo(useMessageCommand(seat, messageAt(seat, request.messageId), request.name));
    },
  };
}

export type Acts = ReturnType<typeof createActs>;
