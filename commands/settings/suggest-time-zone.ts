import type { AutocompleteInteraction } from "discord.js";
import { findTimeZone } from "./find-time-zone.ts";

/** Discord shows so many suggestions. */
const SHOWN = 25;

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** Time zones whose name has what was typed in it, with the time it is there. */
export async function suggestTimeZone(
  interaction: AutocompleteInteraction,
  typed: string,
): Promise<void> {
  const wanted = typed.trim().toLowerCase().replaceAll(" ", "_");
  // A newer name of a zone is not on the list, and means the same.
  const meant = wanted === "" ? undefined : findTimeZone(wanted);
  const found = [
    ...(meant === undefined ? [] : [meant]),
    ...ZONES.filter((zone) => zone !== meant && zone.toLowerCase().includes(wanted)),
  ];
  await interaction.respond(
    found.slice(0, SHOWN).map((zone) => ({
      name: `${zone} (${timeIn(zone, interaction.createdAt)})`,
      value: zone,
    })),
  );
}

const timeIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
