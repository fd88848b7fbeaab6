import type { CommandPayload } from "../../../discord/options/command-shape.ts";
import { channelOf, guildOf, type PageState } from "../state/page-state.ts";
import type { Entity, Sources } from "./rows.ts";
import { messageCommandsOf, usablesOf } from "./usable.ts";

/** What this person is offered where they are. */
export function sourcesOf(state: PageState): Sources {
  return {
    usables: usablesOf(offered(state)),
    entities: entitiesOf(state),
    suggestions: state.suggestions,
  };
}

export const messageCommands = (state: PageState): string[] => messageCommandsOf(offered(state));

/** The page reads what it knows of a registered command; the rest of it is let be. */
function offered(state: PageState): CommandPayload[] {
  const ids = channelOf(state)?.commandIds ?? [];
  const commands = state.world?.commands ?? [];
  return commands.filter(({ id }) => ids.includes(id)) as unknown as CommandPayload[];
}

function entitiesOf(state: PageState): Entity[] {
  const { world } = state;
  const guild = guildOf(state);
  const people = (world?.people ?? []).filter(({ id }) => !guild || guild.memberIds.includes(id));
  const channels = (world?.channels ?? []).filter(
    ({ guildId }) => guildId !== null && guildId === guild?.id,
  );
  return [
    ...people.map(({ id, name }) => ({ id, name, type: "user" }) as const),
    ...(guild?.roles ?? []).map(({ id, name }) => ({ id, name, type: "role" }) as const),
    ...channels.map(
      ({ id, name, type }) => ({ id, name, type: "channel", channelType: type }) as const,
    ),
  ];
}
