import { randomUUID } from "node:crypto";
import type { Clock, Log } from "../../generation/ports.ts";
import { createAudit, type Audit, type AuditTools } from "../../policy/audit.ts";
import { createLogChannelOf, type Settings } from "../../policy/settings.ts";
import { createStanding, type Standing, type StandingTools } from "../../policy/standing.ts";
import { createLogChannel } from "../log-channel/log-channel.ts";
import { createRecorder, type Recorder } from "../log-channel/record.ts";
import type { CardRest } from "../rest.ts";
import { createBlocks, type Blocks } from "./create-blocks.ts";

export interface ModerationTools {
  stores: {
    members: StandingTools["members"];
    audit: AuditTools["pages"];
    auditHeads: AuditTools["heads"];
  };
  settings: Settings;
  rest: Pick<CardRest, "post" | "directChannel">;
  guildName: (guildId: string) => string | undefined;
  clock: Clock;
  log: Log;
}

/** How members stand, what moderators did, and who is told of it. */
export interface Moderation extends Recorder {
  standing: Standing;
  audit: Audit;
  blocks: Blocks;
}

export function openModeration(tools: ModerationTools): Moderation {
  const { stores, settings, rest, guildName, clock, log } = tools;
  const standing = createStanding({ members: stores.members, clock, log });
  const audit = createAudit({ pages: stores.audit, heads: stores.auditHeads, log });
  const logChannel = createLogChannel({ rest, logChannelOf: createLogChannelOf(settings), log });
  const recorder = createRecorder({
    audit,
    post: (guildId, message) => logChannel.post(guildId, message, newNonce()),
    log,
  });
  const blocks = createBlocks({
    standing,
    settings,
    record: recorder.record,
    async tellDirectly(memberId, message) {
      await rest.post(await rest.directChannel(memberId), message, newNonce());
    },
    guildName,
    clock,
    log,
  });
  return { ...recorder, standing, audit, blocks };
}

/** Discord takes 25 characters. */
const newNonce = (): string => randomUUID().replaceAll("-", "").slice(0, 25);
