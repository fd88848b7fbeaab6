import { openAsBlob } from "node:fs";
import { Semaphore } from "async-mutex";
import {
  MessageFlags,
  REST,
  type RateLimitData,
  type RESTOptions,
  Routes,
  SnowflakeUtil,
  type APIMessageTopLevelComponent,
} from "discord.js";
import type { Generation } from "../generation/generation.ts";
import { createDeadTokens, type DeadTokens } from "./dead-tokens.ts";

/** What a card's message is made of. */
export interface CardMessage {
  components: APIMessageTopLevelComponent[];
  files?: readonly CardFile[];
  /** Attachments that the message has and keeps; beside `files`, its whole list. */
  kept?: readonly KeptFile[];
}

/** An attachment of a message; Discord finds a kept one by its name only if the edit repeats it. */
export interface KeptFile {
  id: string;
  filename: string;
}

/** A file on disk, streamed from there; never held in memory as a whole. */
export interface CardFile {
  path: string;
  name: string;
  contentType: string;
  /** Alt text, for clients that read it from the attachment. */
  description: string;
}

/** An upload may take this long; discord.js's own 15 s would cut a slow line and start it again. */
const UPLOAD_TIMEOUT_MS = 5 * 60_000;
const UPLOADS_AT_ONCE = 4;
/** A progress edit that is not answered soon is not worth waiting for: the next one says more. */
const PROGRESS_TIMEOUT_MS = 5000;
/** How far our clock and Discord's may be apart. */
const CLOCK_DOUBT_MS = 10 * 60_000;
/** The longest rate limit that is waited out; Discord's usual ones last a few seconds. */
const LONGEST_WAIT_MS = 30_000;
/** How far a lost message is looked for: 100 messages a page. */
const SEARCH_PAGES = 10;

export interface CardRest {
  /** Answers an interaction with the card; resolves with the message id. */
  answer(
    interactionId: string,
    token: string,
    message: CardMessage,
    ephemeral: boolean,
  ): Promise<string>;
  /**
   * The id of the card that an interaction was answered with; null where the answer was another one.
   * Rejects where there is no answer.
   */
  originalCard(token: string, generationId: string): Promise<string | null>;
  /** The attachments of a card, as `look` finds it. */
  cardAttachments(at: Pick<Generation, "card" | "channelId">): Promise<KeptFile[]>;
  /** The attachments of a message of ours. */
  attachments(channelId: string, messageId: string): Promise<KeptFile[]>;
  /** Deletes a message of ours. */
  remove(channelId: string, messageId: string): Promise<void>;
  /** The card as Discord has it now: through its token, or through its channel. */
  look(at: Pick<Generation, "card" | "channelId">): Promise<unknown>;
  editByToken(token: string, message: CardMessage): Promise<void>;
  editInChannel(channelId: string, messageId: string, message: CardMessage): Promise<void>;
  /** A new message; a repeat within minutes with the same nonce finds the first one (rule 5). */
  post(channelId: string, message: CardMessage, nonce: string): Promise<string>;
  /**
   * The newest message of ours since that moment that belongs to a generation, by its custom ids;
   * with `action` only one that has this button.
   */
  findOwn(
    channelId: string,
    sinceMs: number,
    generationId: string,
    action?: string,
  ): Promise<string | null>;
  /** Opens the direct message channel of a member. */
  directChannel(memberId: string): Promise<string>;
}

/** The REST instances behind a card, apart so that none waits in another's line. */
export interface CardRests {
  /** First responses and last edits. */
  main: CardRest;
  /** Progress edits: given up soon, never repeated. */
  progress: CardRest;
}

type Upload = (
  method: "post" | "patch",
  route: `/${string}`,
  body: Record<string, unknown>,
  files: readonly CardFile[],
  auth: boolean,
) => Promise<unknown>;

/** Cards through REST instances made like the client's own, with its options. */
export function createCardRests(rest: REST, token: string, applicationId: string): CardRests {
  const apart = (options: Partial<RESTOptions> = {}): REST =>
    new REST({ ...rest.options, rejectOnRateLimit: isTooLong, ...options }).setToken(token);
  const uploads = apart({ timeout: UPLOAD_TIMEOUT_MS, retries: 0 });
  const progress = apart({ timeout: PROGRESS_TIMEOUT_MS, retries: 0 });
  const slots = new Semaphore(UPLOADS_AT_ONCE);
  const upload: Upload = (method, route, body, files, auth) =>
    slots.runExclusive(async () =>
      uploads[method](route, {
        body: await multipart(body, files),
        passThroughBody: true,
        auth,
      }),
    );
  const deadTokens = createDeadTokens();
  return {
    // Not the client's: that one loses its token the moment the gateway is closed.
    main: createCardRest(apart(), upload, applicationId, deadTokens),
    progress: createCardRest(progress, upload, applicationId, deadTokens),
  };
}

/**
 * Waiting out a long rate limit inside the REST client would hold up everything behind it, and hide
 * the one for edits of old messages (30046), which is answered by a new message instead.
 */
const isTooLong = ({ timeToReset, retryAfter, sublimitTimeout }: RateLimitData): boolean =>
  Math.max(timeToReset, retryAfter, sublimitTimeout) > LONGEST_WAIT_MS;

/** The calls that a card needs, each as one request. */
function createCardRest(
  rest: REST,
  upload: Upload,
  applicationId: string,
  deadTokens: DeadTokens,
): CardRest {
  const send: Upload = (method, route, body, files, auth) =>
    files.length === 0
      ? rest[method](route, { body, auth })
      : upload(method, route, body, files, auth);

  const look: CardRest["look"] = ({ card, channelId }) =>
    card.token === null || deadTokens.has(card.token)
      ? rest.get(Routes.channelMessage(channelId, card.messageId ?? ""))
      : rest.get(Routes.webhookMessage(applicationId, card.token, "@original"), { auth: false });

  return {
    async answer(interactionId, token, message, ephemeral) {
      const response = (await rest.post(Routes.interactionCallback(interactionId, token), {
        auth: false,
        query: new URLSearchParams({ with_response: "true" }),
        body: { type: 4, data: bodyOf(message, ephemeral ? MessageFlags.Ephemeral : 0) },
      })) as { resource?: { message?: { id: string } } };
      const id = response.resource?.message?.id;
      if (id === undefined) throw new Error("Discord answered without the message it made");
      return id;
    },
    async originalCard(token, generationId) {
      const message = (await rest.get(Routes.webhookMessage(applicationId, token, "@original"), {
        auth: false,
      })) as FoundMessage;
      return belongsTo(message, generationId) ? message.id : null;
    },
    look,
    cardAttachments: async (at) => keptOf(await look(at)),
    attachments: async (channelId, messageId) =>
      keptOf(await rest.get(Routes.channelMessage(channelId, messageId))),
    async remove(channelId, messageId) {
      await rest.delete(Routes.channelMessage(channelId, messageId));
    },
    async editByToken(token, message) {
      const route = Routes.webhookMessage(applicationId, token, "@original");
      await deadTokens.use(token, () =>
        send("patch", route, bodyOf(message), message.files ?? [], false),
      );
    },
    async editInChannel(channelId, messageId, message) {
      const route = Routes.channelMessage(channelId, messageId);
      await send("patch", route, bodyOf(message), message.files ?? [], true);
    },
    async post(channelId, message, nonce) {
      const body = { ...bodyOf(message), nonce, enforce_nonce: true };
      const posted = await send(
        "post",
        Routes.channelMessages(channelId),
        body,
        message.files ?? [],
        true,
      );
      return (posted as { id: string }).id;
    },
    async findOwn(channelId, sinceMs, generationId, action = "") {
      const timestamp = Math.max(sinceMs - CLOCK_DOUBT_MS, Number(SnowflakeUtil.epoch));
      const since = SnowflakeUtil.generate({ timestamp });
      // Nothing of a generation is older than the interaction that asked for it.
      let after = (since > BigInt(generationId) ? since : BigInt(generationId)).toString();
      for (let page = 0; page < SEARCH_PAGES; page += 1) {
        const messages = (await rest.get(Routes.channelMessages(channelId), {
          query: new URLSearchParams({ after, limit: "100" }),
        })) as FoundMessage[];
        const own = messages.find(
          (message) =>
            message.author.id === applicationId && belongsTo(message, generationId, action),
        );
        if (own !== undefined) return own.id;
        // Newest first, whichever way was asked.
        const newest = messages[0];
        if (newest === undefined || messages.length < 100) return null;
        after = newest.id;
      }
      return null;
    },
    async directChannel(memberId) {
      const channel = await rest.post(Routes.userChannels(), { body: { recipient_id: memberId } });
      return (channel as { id: string }).id;
    },
  };
}

interface FoundMessage {
  id: string;
  author: { id: string };
  components?: unknown[];
}

const keptOf = (message: unknown): KeptFile[] =>
  (message as { attachments: KeptFile[] }).attachments.map(({ id, filename }) => ({
    id,
    filename,
  }));

/** A card names its generation in its buttons. */
const belongsTo = ({ components }: FoundMessage, generationId: string, action = ""): boolean =>
  JSON.stringify(components ?? []).includes(`${action}:${generationId}`);

function bodyOf(
  { components, files, kept = [] }: CardMessage,
  extraFlags = 0,
): Record<string, unknown> {
  const uploads = files?.map(({ name, description }, index) => ({
    id: String(index),
    filename: name,
    description,
  }));
  return {
    flags: MessageFlags.IsComponentsV2 | extraFlags,
    components,
    // Nobody is pinged by what a member wrote.
    allowed_mentions: { parse: [] },
    // A message with files lists exactly its own; one without leaves what is there alone.
    ...(uploads === undefined && kept.length === 0
      ? {}
      : {
          attachments: [...kept.map(({ id, filename }) => ({ id, filename })), ...(uploads ?? [])],
        }),
  };
}

async function multipart(
  body: Record<string, unknown>,
  files: readonly CardFile[],
): Promise<FormData> {
  const form = new FormData();
  form.set("payload_json", JSON.stringify(body));
  for (const [index, file] of files.entries()) {
    form.set(`files[${index}]`, await openAsBlob(file.path, { type: file.contentType }), file.name);
  }
  return form;
}
