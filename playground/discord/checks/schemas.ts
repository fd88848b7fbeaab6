import * as spec from "discord-api-spec/zod";
import * as z from "zod";
import { strictTwin } from "./strict-schema.ts";

/** discord.js sends these with every message, wherever it goes; Discord ignores them there. */
const harmless = { tts: z.literal(false).optional(), enforce_nonce: z.literal(false).optional() };

/** The published schema leaves out what the documentation of commands has. */
const commandFields = {
  default_member_permissions: z
    .union([z.string().regex(/^\d+$/), z.number().int().min(0)])
    .nullish(),
  nsfw: z.boolean().nullish(),
};

const twin = strictTwin({
  // Discord takes a small whole number for an id, and so the index of a file.
  replace: new Map([
    [spec.SnowflakeTypeSchema, z.union([spec.SnowflakeTypeSchema, z.number().int().min(0)])],
  ]),
  extend: new Map<z.core.$ZodType, Readonly<Record<string, z.core.$ZodType>>>([
    [spec.IncomingWebhookInteractionRequestSchema, { enforce_nonce: harmless.enforce_nonce }],
    [spec.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema, harmless],
    [spec.IncomingWebhookRequestPartialSchema, { enforce_nonce: harmless.enforce_nonce }],
    [spec.IncomingWebhookUpdateRequestPartialSchema, harmless],
    [spec.MessageEditRequestPartialSchema, harmless],
    [spec.ApplicationCommandCreateRequestSchema, commandFields],
    [spec.ApplicationCommandUpdateRequestSchema, commandFields],
    [spec.ApplicationCommandPatchRequestPartialSchema, commandFields],
  ]),
});

const bulkDelete = z.object({ messages: z.array(spec.SnowflakeTypeSchema).min(2).max(100) });

/** The request schemas of the local Discord's routes, by name, made strict on first use. */
const SOURCES = {
  InteractionCallback: () =>
    z.union([
      spec.PongInteractionCallbackRequestSchema,
      spec.CreateMessageInteractionCallbackRequestSchema,
      spec.UpdateMessageInteractionCallbackRequestSchema,
      spec.ApplicationCommandAutocompleteCallbackRequestSchema,
      spec.ModalInteractionCallbackRequestSchema,
      spec.LaunchActivityInteractionCallbackRequestSchema,
    ]),
  IncomingWebhookRequestPartial: () => spec.IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateRequestPartial: () => spec.IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequest: () => spec.MessageCreateRequestSchema,
  MessageEditRequestPartial: () => spec.MessageEditRequestPartialSchema,
  BulkDelete: () => bulkDelete,
  CreatePrivateChannelRequest: () => spec.CreatePrivateChannelRequestSchema,
  ApplicationCommandUpdateRequestList: () =>
    z.array(spec.ApplicationCommandUpdateRequestSchema).max(130),
  ApplicationCommandCreateRequest: () => spec.ApplicationCommandCreateRequestSchema,
  ApplicationCommandPatchRequestPartial: () => spec.ApplicationCommandPatchRequestPartialSchema,
  CreateTextThreadWithMessageRequest: () => spec.CreateTextThreadWithMessageRequestSchema,
  CreateThreadRequest: () =>
    z.union([
      spec.CreateTextThreadWithoutMessageRequestSchema,
      spec.CreateForumThreadRequestSchema,
    ]),
  UpdateChannelRequest: () =>
    z.union([spec.UpdateGuildChannelRequestPartialSchema, spec.UpdateThreadRequestPartialSchema]),
  CreateGuildChannelRequest: () => spec.CreateGuildChannelRequestSchema,
  BotAccountPatchRequest: () => spec.BotAccountPatchRequestSchema,
  ApplicationFormPartial: () => spec.ApplicationFormPartialSchema,
} satisfies Record<string, () => z.core.$ZodType>;

export type SchemaName = keyof typeof SOURCES;

const built = new Map<SchemaName, z.core.$ZodType>();

export function strictSchema(name: SchemaName): z.core.$ZodType {
  const known = built.get(name);
  if (known) return known;
  const made = twin(SOURCES[name]());
  built.set(name, made);
  return made;
}
