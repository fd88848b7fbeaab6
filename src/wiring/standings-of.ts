import type { Collection } from "../generation/ports.ts";
import type { Member } from "../policy/members.ts";
import type { OwnData } from "../sharing/privacy/own-data.ts";
import type { NameFormer } from "../sharing/privacy/pseudonym.ts";

/** How a member stands with each guild, also from before they had their data deleted. */
export async function standingsOf(
  members: Pick<Collection<Member>, "readAll">,
  memberId: string,
  nameOf: NameFormer,
): Promise<OwnData["standings"]> {
  const names = new Set([memberId, nameOf(memberId)]);
  const found: OwnData["standings"] = [];
  for await (const row of members.readAll()) {
    const [guildId = "", whose = ""] = row.id.split(":");
    if ("broken" in row || !names.has(whose)) continue;
    const { results, strikes, block } = row.value;
    found.push({
      guildId,
      results,
      strikes: strikes.map(({ at, reason }) => ({ at, reason })),
      block: block && {
        since: block.since,
        until: block.until,
        reason: block.reason,
        appeal: block.appeal?.text ?? null,
      },
    });
  }
  return found;
}
