import type { APIEmbed } from "discord-api-types/v10";
import type { ShownAttachment } from "../components/media-file.ts";

export interface Person {
  id: string;
  username: string;
  global_name?: string | null;
  bot?: boolean;
}

/** The part of a message that is shown; Discord's own message object fits. */
export interface ShownMessage {
  id: string;
  author: Person;
  content?: string;
  flags?: number;
  timestamp: string;
  edited_timestamp?: string | null;
  components?: readonly object[];
  embeds?: readonly APIEmbed[];
  attachments?: readonly ShownAttachment[];
  mentions?: readonly Person[];
  interaction_metadata?: { user: Person };
  interaction?: { name: string };
  referenced_message?: Omit<ShownMessage, "referenced_message"> | null;
}

export const nameOf = ({ global_name: name, username }: Person): string => name ?? username;
