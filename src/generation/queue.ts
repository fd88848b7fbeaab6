/** Who waits: the guild and member decide the turn, arrival only among one member's own. */
export interface Waiting {
  id: string;
  guildId: string;
  memberId: string;
}

export interface Queue {
  add(waiting: Waiting): void;
  /** Gives a turn back that could not be used: this one is the very next again. */
  putBack(waiting: Waiting): void;
  remove(id: string): void;
  /** Takes the one whose turn it is out of the queue. */
  take(): string | undefined;
  /** Place in line, from 1, of everyone who waits. */
  places(): ReadonlyMap<string, number>;
  readonly size: number;
}

/** Guild -> member -> ids in order of arrival. The order of a Map's keys is the order of turns. */
type Lines = Map<string, Map<string, string[]>>;

/**
 * Takes the next id and sends its member, then its guild, to the end of their lines, so that one
 * busy member or guild never keeps the others waiting for more than one turn each.
 */
function takeFrom(lines: Lines): string | undefined {
  const guild = lines.entries().next().value;
  if (guild === undefined) return undefined;
  const [guildId, members] = guild;
  const member = members.entries().next().value;
  if (member === undefined) return undefined;
  const [memberId, ids] = member;
  const id = ids.shift();
  members.delete(memberId);
  if (ids.length > 0) members.set(memberId, ids);
  lines.delete(guildId);
  if (members.size > 0) lines.set(guildId, members);
  return id;
}

function copyOf(lines: Lines): Lines {
  const copy: Lines = new Map();
  for (const [guildId, members] of lines) {
    const copied = new Map<string, string[]>();
    for (const [memberId, ids] of members) copied.set(memberId, [...ids]);
    copy.set(guildId, copied);
  }
  return copy;
}

/** Fair turns: round-robin over guilds, then over a guild's members, then by arrival. */
export function createQueue(): Queue {
  const lines: Lines = new Map();
  const waiting = new Map<string, Waiting>();
  const returned: string[] = [];
  // The places of everyone are known only by playing the turns through; done once per change.
  let places: Map<string, number> | undefined;

  return {
    add(entry) {
      if (waiting.has(entry.id)) return;
      waiting.set(entry.id, entry);
      places = undefined;
      const members = lines.get(entry.guildId) ?? new Map<string, string[]>();
      lines.set(entry.guildId, members);
      const ids = members.get(entry.memberId);
      if (ids === undefined) members.set(entry.memberId, [entry.id]);
      else ids.push(entry.id);
    },
    putBack(entry) {
      if (waiting.has(entry.id)) return;
      waiting.set(entry.id, entry);
      returned.push(entry.id);
      places = undefined;
    },
    remove(id) {
      const entry = waiting.get(id);
      if (entry === undefined) return;
      waiting.delete(id);
      places = undefined;
      const back = returned.indexOf(id);
      if (back >= 0) {
        returned.splice(back, 1);
        return;
      }
      const members = lines.get(entry.guildId);
      const ids = members?.get(entry.memberId);
      if (members === undefined || ids === undefined) return;
      ids.splice(ids.indexOf(id), 1);
      if (ids.length === 0) members.delete(entry.memberId);
      if (members.size === 0) lines.delete(entry.guildId);
    },
    take() {
      const id = returned.shift() ?? takeFrom(lines);
      if (id !== undefined) {
        waiting.delete(id);
        places = undefined;
      }
      return id;
    },
    places() {
      if (places === undefined) {
        places = new Map(returned.map((id, index) => [id, index + 1]));
        const copy = copyOf(lines);
        for (let id = takeFrom(copy); id !== undefined; id = takeFrom(copy)) {
          places.set(id, places.size + 1);
        }
      }
      return places;
    },
    get size() {
      return waiting.size;
    },
  };
}
