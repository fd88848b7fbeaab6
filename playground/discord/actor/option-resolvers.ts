import type { OptionResolvers } from "../command-options.ts";
import { permissionsIn } from "../member-permissions.ts";
import { presentChannel } from "../present/present-channel.ts";
import { presentRole } from "../present/present-guild.ts";
import { presentMember, presentUser } from "../present/present-user.ts";
import type { Seat } from "./commands.ts";
import { isLocalFile, type UploadedOption } from "./option-files.ts";

/**
 * Looks up what a member picked: a handle, or an id.
 *
 * @param uploaded the attachment behind each local file; one not yet uploaded passes unresolved
 */
export function optionResolvers(
  { core, channel, user }: Seat,
  uploaded: ReadonlyMap<unknown, UploadedOption>,
): Required<OptionResolvers> {
  const { world } = core;
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined;

  return {
    resolveUser(given) {
      const found = world.users.get(idOf(given));
      if (!found) return undefined;
      const member = guild?.members.get(found.id);
      return {
        id: found.id,
        user: presentUser(found),
        ...(member
          ? {
              member: {
                ...presentMember(member),
                permissions: permissionsIn(world, channel, found.id).toString(),
              },
            }
          : {}),
      };
    },
    resolveRole(given) {
      const role = guild?.roles.get(idOf(given));
      return role && guild ? { id: role.id, role: presentRole(guild, role) } : undefined;
    },
    resolveChannel(given) {
      const found = world.channels.get(idOf(given));
      if (!found || found.guildId !== guild?.id) return undefined;
      const permissions = permissionsIn(world, found, user.id).toString();
      return {
        id: found.id,
        channel: { ...presentChannel(world, found), type: found.type, permissions },
      };
    },
    attach(given) {
      if (!isLocalFile(given)) return undefined;
      return uploaded.get(given) ?? { id: "0" };
    },
  };
}

function idOf(given: unknown): string {
  if (typeof given === "string") return given;
  const id = (given as { id?: unknown } | null)?.id;
  return typeof id === "string" ? id : "";
}
