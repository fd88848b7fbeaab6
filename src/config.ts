import { z } from "zod";
import {
  archiveOf,
  archiveVariables,
  missingForArchive,
  type ArchiveConfig,
} from "./config-archive.ts";
import { LIMITS, RESOLUTIONS, DURATIONS_S, type SafetyMode } from "./generation/request.ts";

const DAY_S = 86_400;

/** `720p:8:audio=0.3978, 720p:5:silent=0.10` -> micro-USD by `720p:8:audio`. */
const Prices = z.string().transform((text, context) => {
  const prices = new Map<string, number>();
  for (const part of text.split(",").map((piece) => piece.trim())) {
    const match = /^(\w+):(\d+):(audio|silent)=(\d+(?:\.\d{1,6})?)$/.exec(part);
    const [, resolution, duration, audio, usd] = match ?? [];
    const known =
      RESOLUTIONS.some((name) => name === resolution) &&
      DURATIONS_S.some((seconds) => String(seconds) === duration);
    if (!known || usd === undefined) {
      context.addIssue({
        code: "custom",
        message: `“${part}” is not a price; write RESOLUTION:SECONDS:audio|silent=USD, for example 720p:8:audio=0.3978`,
      });
      return z.NEVER;
    }
    prices.set(`${resolution}:${duration}:${audio}`, Math.round(Number(usd) * 1_000_000));
  }
  return prices;
});

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be between ${min} and ${max}`);

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http or https address" })
  .transform((url) => url.replace(/\/+$/, ""));

const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(host);

/** Tokens travel in addresses under it, so it is https, or never leaves this machine. */
const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (url === undefined || !isSafe || `${url.username}${url.password}${url.search}${url.hash}`) {
    context.addIssue({
      code: "custom",
      message:
        "must be an https address without a user name or a query, for example https://videos.example.com",
    });
    return z.NEVER;
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
});

const list = z.string().transform((text) =>
  text
    .split(/[\s,]+/)
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

/** Dollars as people write them, to micro-USD. */
const usd = z
  .string()
  .regex(/^\d+(\.\d{1,6})?$/, "must be an amount in USD, for example 20 or 2.50")
  .transform((text) => Math.round(Number(text) * 1_000_000));

/** As `/settings safety` names the modes. */
const SAFETY_FLOORS: Record<string, SafetyMode> = { off: "none", fast: "fast", full: "full" };

const EnvironmentSchema = z.object({
  DISCORD_TOKEN: z.string({ error: "is missing: the bot token from the Discord developer portal" }),
  DISCORD_API_URL: httpUrl.default("https://discord.com/api"),
  SHARDS: z
    .union([z.literal("auto"), wholeNumber(1, 1000)], {
      error: "must be auto, or a whole number between 1 and 1000",
    })
    .default("auto"),
  RUNWARE_API_KEY: z.string({ error: "is missing: the API key from the Runware dashboard" }),
  RUNWARE_API_URL: httpUrl.default("https://api.runware.ai/v1"),
  STORE_URL: z
    .string()
    .refine(
      (url) => url === "memory:" || /^sqlite:\/\/./.test(url),
      "must be sqlite://PATH or memory:",
    )
    .default("sqlite://data/flipbook.sqlite"),
  DATA_DIR: z.string().default("data"),
  SECRET_KEY: z.string().min(32, "must be at least 32 characters").optional(),
  RUNWARE_CONCURRENCY: wholeNumber(1, 10_000).default(4),
  BLOCKLIST_FILE: z.string().optional(),
  ALLOWED_GUILDS: list
    .refine(
      (ids) => ids.every((id) => /^\d{15,21}$/.test(id)),
      "must be server ids, separated by commas",
    )
    .optional(),
  SAFETY_FLOOR: z
    .enum(["off", "fast", "full"], { error: "must be off, fast or full" })
    .default("off"),
  BUDGET_DAY: usd.optional(),
  BUDGET_MONTH: usd.optional(),
  GUILD_BUDGET_DAY: usd.optional(),
  BALANCE_WARN: usd.default(5_000_000),
  OPERATOR_CHANNEL: z
    .string()
    .regex(/^\d{15,21}$/, "must be the id of a channel")
    .optional(),
  PAUSED: z
    .enum(["true", "false", "1", "0"], { error: "must be true or false" })
    .transform((text) => text === "true" || text === "1")
    .default(false),
  RESULT_TTL: z
    .string()
    .regex(/^\d+$/, "must be a whole number of seconds")
    .transform(Number)
    .refine(
      (ttl) => ttl >= DAY_S,
      `must be a day (${DAY_S} seconds) or more, so that no result is lost before it is fetched`,
    )
    .optional(),
  RESULT_HOSTS: list.default([]),
  OUTPUT_QUALITY: wholeNumber(LIMITS.quality.min, LIMITS.quality.max).default(95),
  PRICES: Prices.optional(),
  FRAME_DAYS: wholeNumber(1, 3650).default(60),
  RETENTION_DAYS: wholeNumber(1, 3650).optional(),
  DEADLINE_MINUTES: wholeNumber(1, 1440).default(20),
  HTTP_PORT: wholeNumber(1, 65_535).optional(),
  HTTP_HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: publicUrl.optional(),
  METRICS_PORT: wholeNumber(1, 65_535).optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  ...archiveVariables(publicUrl),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"], {
      error: "must be trace, debug, info, warn, error or silent",
    })
    .default("info"),
});

export const VARIABLES = Object.keys(EnvironmentSchema.shape);

export interface Config {
  readonly discord: {
    readonly token: string;
    readonly apiUrl: string;
    /** Connections to the gateway, each with its part of the guilds; "auto": as Discord recommends. */
    readonly shards: number | "auto";
  };
  readonly runware: {
    readonly apiKey: string;
    readonly apiUrl: string;
    /** Tasks in flight at once. */
    readonly concurrency: number;
    /** How long Runware keeps a result, in seconds; undefined leaves it to Runware. */
    readonly resultTtlS: number | undefined;
    /** Hosts that results may be fetched from, beside Runware's own. */
    readonly resultHosts: readonly string[];
  };
  readonly storeUrl: string;
  readonly dataDir: string;
  /** Undefined: made and kept in `dataDir`. */
  readonly secretKey: string | undefined;
  /** A text file with the operator's own blocklist; undefined: none. */
  readonly blocklistFile: string | undefined;
  /** The only guilds served; undefined serves all. */
  readonly allowedGuilds: ReadonlySet<string> | undefined;
  /** No guild may be looser. */
  readonly safetyFloor: SafetyMode;
  /** In micro-USD on the operator's key; undefined: no limit. Days and months are those of UTC. */
  readonly budget: {
    readonly dayMicroUsd: number | undefined;
    readonly monthMicroUsd: number | undefined;
    /** For each guild: what holds without a setting, and the most that moderators may set. */
    readonly guildDayMicroUsd: number | undefined;
  };
  /** Somebody is told when an account has less than this, in micro-USD. */
  readonly balanceWarnMicroUsd: number;
  /** Where the operator is told; undefined: in the log alone. */
  readonly operatorChannelId: string | undefined;
  /** Nothing new is made anywhere. */
  readonly paused: boolean;
  readonly outputQuality: number;
  /** Micro-USD a video by `resolution:seconds:audio|silent`, over the table of the model card. */
  readonly prices: ReadonlyMap<string, number>;
  readonly frameMaxAgeMs: number;
  /** How long finished generations are kept; undefined: for good. */
  readonly retentionMs: number | undefined;
  /** How long a task may take before its slot is given to the next. */
  readonly deadlineMs: number;
  /** The bot's own web server; undefined without HTTP_PORT. */
  readonly http:
    | {
        readonly host: string;
        readonly port: number;
        /** Where Runware reaches it, without a slash at the end; undefined: no webhooks. */
        readonly publicUrl: string | undefined;
      }
    | undefined;
  /** Where the figures for the operator are read; undefined without METRICS_PORT. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** Undefined: no copies are kept. */
  readonly archive: ArchiveConfig | undefined;
  readonly logLevel: string;
}

/** Everything that is wrong with the environment, one readable line each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

/** `NAME=` in an .env file means "not set", as people expect. */
const givenIn = (environment: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment)
      // A line end from a file of secrets would make the key a header that no request may carry.
      .map(([name, value]) => [name, value?.trim() ?? ""])
      .filter(([, value]) => value !== ""),
  );

const lineOf = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  `${String(path[0])} ${message}`;

/**
 * The environment as the rest of the bot knows it.
 * @throws {ConfigError} naming every variable that is missing or wrong
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = givenIn(environment);
  const parsed = EnvironmentSchema.safeParse(given);
  const wrong = parsed.error?.issues.map(lineOf) ?? [];
  if (given["PUBLIC_URL"] !== undefined && given["HTTP_PORT"] === undefined) {
    wrong.push("HTTP_PORT is missing: PUBLIC_URL needs the port that the bot listens on");
  }
  if (given["METRICS_PORT"] !== undefined && given["METRICS_PORT"] === given["HTTP_PORT"]) {
    // HTTP_PORT may be open to everybody; what the bot counts is the operator's alone.
    wrong.push("METRICS_PORT must be another port than HTTP_PORT");
  }
  wrong.push(...missingForArchive(given));
  if (!parsed.success || wrong.length > 0) throw new ConfigError(wrong);
  const env = parsed.data;
  return Object.freeze({
    discord: Object.freeze({
      token: env.DISCORD_TOKEN,
      apiUrl: env.DISCORD_API_URL,
      shards: env.SHARDS,
    }),
    runware: Object.freeze({
      apiKey: env.RUNWARE_API_KEY,
      apiUrl: env.RUNWARE_API_URL,
      concurrency: env.RUNWARE_CONCURRENCY,
      resultTtlS: env.RESULT_TTL,
      resultHosts: env.RESULT_HOSTS,
    }),
    storeUrl: env.STORE_URL,
    dataDir: env.DATA_DIR,
    secretKey: env.SECRET_KEY,
    blocklistFile: env.BLOCKLIST_FILE,
    allowedGuilds: env.ALLOWED_GUILDS && new Set(env.ALLOWED_GUILDS),
    safetyFloor: SAFETY_FLOORS[env.SAFETY_FLOOR] ?? "full",
    budget: Object.freeze({
      dayMicroUsd: env.BUDGET_DAY,
      monthMicroUsd: env.BUDGET_MONTH,
      guildDayMicroUsd: env.GUILD_BUDGET_DAY,
    }),
    balanceWarnMicroUsd: env.BALANCE_WARN,
    operatorChannelId: env.OPERATOR_CHANNEL,
    paused: env.PAUSED,
    outputQuality: env.OUTPUT_QUALITY,
    prices: env.PRICES ?? new Map<string, number>(),
    frameMaxAgeMs: env.FRAME_DAYS * DAY_S * 1000,
    retentionMs: env.RETENTION_DAYS && env.RETENTION_DAYS * DAY_S * 1000,
    deadlineMs: env.DEADLINE_MINUTES * 60_000,
    http:
      env.HTTP_PORT === undefined
        ? undefined
        : Object.freeze({ host: env.HTTP_HOST, port: env.HTTP_PORT, publicUrl: env.PUBLIC_URL }),
    metrics:
      env.METRICS_PORT === undefined
        ? undefined
        : Object.freeze({ host: env.METRICS_HOST, port: env.METRICS_PORT }),
    archive: archiveOf(env),
    logLevel: env.LOG_LEVEL,
  });
}

const OutsideSchema = EnvironmentSchema.pick({
  STORE_URL: true,
  DATA_DIR: true,
  DISCORD_API_URL: true,
  RUNWARE_API_URL: true,
});

/** Where things are kept, and where the two services are: for commands that need no token. */
export function loadOutside(): {
  storeUrl: string;
  dataDir: string;
  discordApiUrl: string;
  runwareApiUrl: string;
} {
  loadEnvFile();
  const parsed = OutsideSchema.safeParse(givenIn(process.env));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(lineOf));
  const { STORE_URL, DATA_DIR, DISCORD_API_URL, RUNWARE_API_URL } = parsed.data;
  return {
    storeUrl: STORE_URL,
    dataDir: DATA_DIR,
    discordApiUrl: DISCORD_API_URL,
    runwareApiUrl: RUNWARE_API_URL,
  };
}

/** Reads `.env` beside the process, where there is one, and then the environment. */
export function loadConfig(): Config {
  loadEnvFile();
  return readConfig(process.env);
}

function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    // No .env file: everything comes from the environment itself.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
