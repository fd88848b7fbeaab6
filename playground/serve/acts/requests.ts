import { z } from "zod";

const id = z.string().regex(/^\d{1,20}$/);
const text = z.string().max(6_000);
const customId = z.string().min(1).max(100);
const upload = z.strictObject({ upload: z.uuid() });

const somewhere = { as: id, channelId: id };
const onMessage = { ...somewhere, messageId: id };
const path = z.string().min(1).max(120);
const options = z.record(z.string().max(100), z.union([text, z.number(), z.boolean(), upload]));

export const slashRequest = z.strictObject({ ...somewhere, path, options });

export const autocompleteRequest = z.strictObject({
  ...somewhere,
  path,
  option: z.string().min(1).max(100),
  typed: text,
  options,
});

export const pressRequest = z.strictObject({ ...onMessage, customId });

export const selectRequest = z.strictObject({
  ...onMessage,
  customId,
  values: z.array(z.string().max(100)).max(25),
});

export const modalRequest = z.strictObject({
  as: id,
  interactionId: id,
  values: z.record(
    z.string().max(100),
    z.union([text, z.boolean(), z.array(text).max(25), z.array(upload).max(10)]),
  ),
});

export const messageCommandRequest = z.strictObject({
  ...onMessage,
  name: z.string().min(1).max(100),
});

export const sayRequest = z.strictObject({
  ...somewhere,
  text: z.string().trim().min(1).max(2_000),
});

export const deleteRequest = z.strictObject(onMessage);

export const faultRequest = z.strictObject({ id: z.string().max(100), on: z.boolean() });

export const botRequest = z.strictObject({ do: z.enum(["kill", "stop", "start", "restart"]) });

const LONGEST_ADVANCE_MS = 31 * 24 * 3_600_000;

export const advanceRequest = z.strictObject({
  ms: z
    .int()
    .min(0, "The clock only goes forward.")
    .max(LONGEST_ADVANCE_MS, "At most 31 days at a time."),
});
