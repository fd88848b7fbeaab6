import { ApplicationCommandOptionType as Option } from "discord.js";
import { defineSubcommand } from "../../src/discord/define-command-tree.ts";
import { tell } from "../../src/discord/respond.ts";
import type { Allowance, GuildSettings } from "../../src/policy/settings.ts";
import { changeSettings } from "./change-settings.ts";
import { guildOf } from "./guild-of.ts";
import {
  countOption,
  readLimit,
  readUsdLimit,
  suggestLimit,
  usdOption,
  usdPer,
  type Unit,
} from "./limit-options.ts";
import { allowanceInWords, counted, listed, roleAllowanceInWords } from "./words.ts";

const MAX_COUNT = 100_000;

/** The most generous wins, so nothing of its own is zero of everything. */
const NOTHING: Allowance = { videosPerDay: 0, microUsdPerDay: 0, atOnce: 0 };

const UNITS: Readonly<Record<string, Unit>> = {
  videos: (value) => `${counted(value, "video")} a day`,
  usd: usdPer("a day"),
  at_once: (value) => `${counted(value, "request")} at once`,
};

export const allowance = defineSubcommand({
  payload: {
    name: "allowance",
    description: "How much each member, or each member with a role, may make a day",
    options: [
      {
        type: Option.Role,
        name: "role",
        description: "For members with this role; without it: for everyone",
      },
      countOption("videos", "Videos a day; leave it out to keep what is set", MAX_COUNT),
      usdOption("usd", "USD a day, for example 2.50; leave it out to keep what is set"),
      countOption("at_once", "Requests under way at the same time", MAX_COUNT),
    ],
  },

  async execute({ interaction, options, services }) {
    const given: Given = {
      videosPerDay: readLimit(options.videos),
      microUsdPerDay: readUsdLimit(options.usd),
      atOnce: readLimit(options.at_once),
    };
    // The role of everyone has the guild's id.
    const roleId = options.role?.id === guildOf(interaction) ? undefined : options.role?.id;
    const isQuestion = Object.values(given).every((value) => value === undefined);
    const now = isQuestion
      ? services.settings.of(guildOf(interaction))
      : await changeSettings(interaction, services, {
          action: "settings-allowance",
          decide: (current) => ({
            ...current,
            allowance: nextAllowance(current.allowance, roleId, given),
          }),
          detail: ({ allowance: { everyone, roles } }) => shortly(everyone, roleId, roles),
        });
    await tell(interaction, allowanceSentence(now, roleId));
  },

  async autocomplete(interaction) {
    const { name } = interaction.options.getFocused(true);
    await suggestLimit(interaction, UNITS[name] ?? String);
  },
});

type Given = { [K in keyof Allowance]: Allowance[K] | undefined };

function nextAllowance(
  { everyone, roles }: GuildSettings["allowance"],
  roleId: string | undefined,
  given: Given,
): GuildSettings["allowance"] {
  if (roleId === undefined) return { everyone: merged(everyone, given), roles };
  const { [roleId]: current = NOTHING, ...others } = roles;
  const next = merged(current, given);
  // A role that adds nothing is no rule.
  const isNothing = Object.values(next).every((limit) => limit === 0);
  return { everyone, roles: isNothing ? others : { ...others, [roleId]: next } };
}

const merged = (current: Allowance, given: Given): Allowance => ({
  videosPerDay: given.videosPerDay === undefined ? current.videosPerDay : given.videosPerDay,
  microUsdPerDay:
    given.microUsdPerDay === undefined ? current.microUsdPerDay : given.microUsdPerDay,
  atOnce: given.atOnce === undefined ? current.atOnce : given.atOnce,
});

function allowanceSentence(
  { allowance: { everyone, roles } }: GuildSettings,
  roleId: string | undefined,
): string {
  const forAll = shortly(everyone, undefined, roles);
  if (roleId === undefined) {
    const named = Object.keys(roles).map((id) => `<@&${id}>`);
    return named.length === 0
      ? forAll
      : `${forAll} These roles have one of their own: ${listed(named, 20)}. ${MOST_GENEROUS}`;
  }
  const own = roles[roleId];
  const forRole = `${shortly(everyone, roleId, roles)} ${forAll}`;
  if (own === undefined) return forRole;
  return [forRole, MOST_GENEROUS, ...withoutEffect(own, everyone)].join(" ");
}

function shortly(
  everyone: Allowance,
  roleId: string | undefined,
  roles: GuildSettings["allowance"]["roles"],
): string {
  if (roleId === undefined) {
    const isFree = LIMITS.every(({ key }) => everyone[key] === null);
    return isFree
      ? "Members have **no limit** of their own."
      : `The allowance of every member is ${allowanceInWords(everyone)}.`;
  }
  const own = roles[roleId];
  return own === undefined
    ? `<@&${roleId}> has no allowance of its own.`
    : `The allowance of members with <@&${roleId}> is ${roleAllowanceInWords(own)}.`;
}

const MOST_GENEROUS =
  "Of all allowances that a member has, the most generous wins, for each limit by itself.";

/** A role's limit says nothing where everyone has none. */
function withoutEffect(own: Allowance, everyone: Allowance): string[] {
  const idle = LIMITS.filter(
    ({ key }) => everyone[key] === null && own[key] !== 0 && own[key] !== null,
  );
  if (idle.length === 0) return [];
  const what = idle.map(({ name }) => name).join(" and ");
  return [
    `⚠️ Everyone has no limit on ${what}, so this one of the role changes nothing yet: set one for everyone too.`,
  ];
}

const LIMITS: readonly { key: keyof Allowance; name: string }[] = [
  { key: "videosPerDay", name: "videos" },
  { key: "microUsdPerDay", name: "USD" },
  { key: "atOnce", name: "requests at once" },
];
