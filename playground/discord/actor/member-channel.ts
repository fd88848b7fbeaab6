import { PermissionFlagsBits } from "discord-api-types/v10";
import type { GivenOptions } from "../command-options.ts";
import { permissionsIn, sendingFlag } from "../member-permissions.ts";
import { createMessage } from "../messages.ts";
import { has } from "../permissions.ts";
import { CHANNEL_NEWS, type MessagesLook, visibleIn } from "./channel.ts";
import { ClientRefusal } from "./client-refusal.ts";
import { type Seat, typeAhead, typeSlash } from "./commands.ts";
import { pictureOf, type PictureOptions } from "./picture.ts";
import { createForge, type Forge } from "./forge.ts";
import type { Use } from "./use.ts";
import { waitFor, type WaitOptions } from "./wait-for.ts";
import { shownMessage, type WireMessage } from "./wire-message.ts";

/** A channel as one member has it before them. */
export interface MemberChannel {
  /**
   * Types a slash command, `path` with its subcommands: `"settings safety"`. Files are given as
   * `{name, bytes, contentType?}`, users, roles and channels as handles or ids.
   */
  slash(path: string, options?: GivenOptions): Promise<Use>;
  /** What is suggested while typing into an option. */
  autocomplete(
    path: string,
    option: string,
    typed: string,
    others?: GivenOptions,
  ): Promise<{ name: string; value: string | number }[]>;
  /** Says something, as people do. */
  send(text: string): Promise<WireMessage>;
  /** Oldest first, with the member's own ephemeral messages; nothing without Read Message History. */
  messages(): WireMessage[];
  waitFor<T>(look: MessagesLook<T>, options?: WaitOptions): Promise<T>;
  /** The channel as this member reads it. */
  picture(options?: PictureOptions): string;
  /** What this member could send past Discord's own client. */
  readonly forge: Forge;
}

export function createMemberChannel(seat: Seat): MemberChannel {
  const { core, channel, user } = seat;
  const permissions = () => permissionsIn(core.world, channel, user.id);
  const messages = () =>
    has(permissions(), PermissionFlagsBits.ViewChannel) ? visibleIn(core, channel, user.id) : [];
  const picture = (options?: PictureOptions) => pictureOf(core, channel, messages(), options);

  return {
    slash: async (path, options = {}) => typeSlash(seat, path, options),
    async autocomplete(path, option, typed, others = {}) {
      const use = typeAhead(seat, path, { name: option, value: typed }, others);
      const answer = await use.response();
      return answer.kind === "choices" ? answer.choices : [];
    },
    async send(text) {
      if (!has(permissions(), sendingFlag(channel))) {
        throw new ClientRefusal("You do not have permission to send messages in this channel.");
      }
      const message = await createMessage(core, {
        channel,
        authorId: user.id,
        body: { content: text },
        files: [],
      });
      return shownMessage(core, message);
    },
    messages,
    waitFor: (look, options) =>
      waitFor(core, () => look(messages()), picture, options, CHANNEL_NEWS),
    picture,
    forge: createForge(seat),
  };
}
