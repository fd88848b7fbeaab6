import type { Random } from "./random.ts";
import type { Place, Scene } from "./scene.ts";

/** Beyond the life of an interaction token, which is 15 minutes. */
const TOKEN_DEATH_MS = 16 * 60_000;

type Undo = () => void;
const nothing: Undo = () => {};

/** What people and Discord do to the bot, beside failing requests; some is taken back later. */
const ACTIONS = {
  deleteChannel(scene, random) {
    const place = channelOf(scene, random);
    for (const entry of scene.book.entries.values()) {
      if (entry.place === place) entry.isOutOfSight = true;
    }
    place.channel.delete();
    place.channel = place.guild.createChannel({ name: place.channel.name });
    return nothing;
  },
  takePermissions(scene, random) {
    const { channel } = channelOf(scene, random);
    const lost = random.pick(["ViewChannel", "SendMessages", "AttachFiles"] as const);
    channel.setOverwrites([{ for: "bot", deny: [lost] }]);
    return () => channel.setOverwrites([]);
  },
  archiveThread(scene, random) {
    const threads = scene.places.filter(({ channel }) => channel.channel.thread !== null);
    const { channel } = random.pick(threads);
    const locked = random.chance(0.5);
    channel.setThread({ archived: true, locked });
    return () => channel.setThread({ archived: false, locked: false });
  },
  closeDirectMessages(scene, random) {
    const member = random.pick(random.pick(scene.places).members);
    const wasOpen = member.user.dmsOpen;
    member.setDmsOpen(false);
    return () => member.setDmsOpen(wasOpen);
  },
  endTokens(scene) {
    scene.discord.clock.advance(TOKEN_DEATH_MS);
    scene.tokenDeaths.push(Date.now());
    return nothing;
  },
  replayEvents(scene, random) {
    const entries = [...scene.book.entries.keys()].slice(-30);
    for (let count = Math.min(3, entries.length); count > 0; count -= 1) {
      scene.discord.replay(random.pick(entries));
    }
    return nothing;
  },
  dropGateway(scene, random) {
    scene.discord.faults.dropGateway({ resumable: random.chance(0.6) });
    return nothing;
  },
  askToReconnect(scene) {
    scene.discord.faults.reconnect();
    return nothing;
  },
  endSession(scene, random) {
    scene.discord.faults.invalidSession(random.chance(0.5));
    return nothing;
  },
} satisfies Record<string, (scene: Scene, random: Random) => Undo>;

export type EventName = keyof typeof ACTIONS;
export const EVENTS = Object.keys(ACTIONS) as EventName[];

/** Lets it happen; what comes back takes it back, where it can be. */
export const happen = (name: EventName, scene: Scene, random: Random): Undo =>
  ACTIONS[name](scene, random);

/** Threads cannot be made anew under a channel that is gone, so those are left alone. */
function channelOf({ places }: Scene, random: Random): Place {
  return random.pick(places.filter(({ channel }) => channel.channel.thread === null));
}
