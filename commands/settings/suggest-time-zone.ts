import type { AutocompleteInteraction } from "discord.js";

/** Discord shows so many suggestions. */
const SHOWN = 25;

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** Time zones whose name has what was typed in it, with the time it is there. */
export async function suggestTimeZone(
  interaction: AutocompleteInteraction,
  typed: string,
): Promise<void> {
  const wanted = typed.trim().toLowerCase().replaceAll(" ", "_");
  const found = ZONES.filter((zone) => zone.toLowerCase().includes(wanted)).slice(0, SHOWN);
  await interaction.respond(
    found.map((zone) => ({
      name: `${zone} (${timeIn(zone, interaction.createdAt)})`,
      value: zone,
    })),
  );
}

const timeIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
