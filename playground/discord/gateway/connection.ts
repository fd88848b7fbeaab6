import type { WebSocket } from "ws";
import { z } from "zod";
import type { Core } from "../core.ts";
import { CloseCode, Op } from "../wire-numbers.ts";
import { identify, type IdentifyData, identifySchema } from "./identify.ts";
import type { Session } from "./session.ts";

export interface Connection {
  readonly session: Session | null;
  send(op: number, d: unknown): void;
  /** Closes with a code, or tears the line without a word. */
  cut(code?: number): void;
}

export interface ConnectionContext {
  readonly sessions: Map<string, Session>;
  readonly onClose: () => void;
}

const frameSchema = z.object({ op: z.number(), d: z.unknown() });
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });

/** Speaks gateway v10 with one client: hello, heartbeats, identify or resume. */
export function serveConnection(
  core: Core,
  socket: WebSocket,
  context: ConnectionContext,
): Connection {
  let session: Session | null = null;
  let silence: NodeJS.Timeout | undefined;

  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d, s: null, t: null }));

  // A client that stops beating is gone, whatever TCP believes.
  function listenForBeats(): void {
    clearTimeout(silence);
    silence = setTimeout(
      () => socket.close(CloseCode.sessionTimedOut),
      core.limits.heartbeatMs * 2,
    );
  }

  function onIdentify(data: IdentifyData): void {
    if (session) return socket.close(CloseCode.alreadyAuthenticated);
    const outcome = identify(core, data, context.sessions);
    if ("closeCode" in outcome) return socket.close(outcome.closeCode);
    session = outcome.session;
    session.attach(socket);
    outcome.greet();
  }

  function onResume(data: z.infer<typeof resumeSchema>): void {
    if (session) return socket.close(CloseCode.alreadyAuthenticated);
    if (data.token !== core.token) return socket.close(CloseCode.authenticationFailed);
    const known = context.sessions.get(data.session_id);
    if (!known) return send(Op.invalidSession, false);
    known.attach(socket);
    const replayed = known.replayAfter(data.seq);
    if (replayed === undefined) {
      known.detach();
      context.sessions.delete(known.id);
      return send(Op.invalidSession, false);
    }
    session = known;
    known.deliver("RESUMED", { _trace: [] });
    core.events.emit("resumed", { sessionId: known.id, replayed });
  }

  function onFrame(text: string): void {
    const frame = parseFrame(text);
    if (!frame) return socket.close(CloseCode.decodeError);
    switch (frame.op) {
      case Op.heartbeat:
        listenForBeats();
        return send(Op.heartbeatAck, null);
      case Op.identify: {
        const data = identifySchema.safeParse(frame.d);
        return data.success ? onIdentify(data.data) : socket.close(CloseCode.decodeError);
      }
      case Op.resume: {
        const data = resumeSchema.safeParse(frame.d);
        return data.success ? onResume(data.data) : socket.close(CloseCode.decodeError);
      }
      case Op.presenceUpdate:
      case Op.voiceStateUpdate:
      case Op.requestGuildMembers:
        if (!session) socket.close(CloseCode.notAuthenticated);
        return;
      default:
        return socket.close(CloseCode.unknownOpcode);
    }
  }

  socket.on("message", (data: Buffer) => onFrame(data.toString("utf8")));
  socket.on("close", (code) => {
    clearTimeout(silence);
    session?.detach();
    // A clean goodbye of the client ends the session; everything else may be resumed.
    if (session && (code === 1000 || code === 1001)) context.sessions.delete(session.id);
    core.events.emit("gatewayClosed", { sessionId: session?.id ?? null, code });
    context.onClose();
  });
  socket.on("error", () => socket.terminate());

  listenForBeats();
  send(Op.hello, { heartbeat_interval: core.limits.heartbeatMs, _trace: [] });

  return {
    get session() {
      return session;
    },
    send,
    cut(code) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    },
  };
}

function parseFrame(text: string): z.infer<typeof frameSchema> | undefined {
  try {
    return frameSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    // Not JSON: the caller closes with 4002, as Discord does.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
