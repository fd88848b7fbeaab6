import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Core, Dispatch } from "../core.ts";
import { type Connection, serveConnection } from "./connection.ts";
import { CloseCode, Op } from "../wire-numbers.ts";
import type { Session } from "./session.ts";

export interface Gateway {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  dispatch(event: Dispatch): void;
  /** Cuts every connection, cleanly with a code or, without one, as a lost network does. */
  drop(options?: { code?: number; resumable?: boolean }): void;
  /** Asks every client to connect again (op 7). */
  reconnect(): void;
  /** Tells every client that its session is over (op 9). */
  invalidate(resumable?: boolean): void;
  readonly sessions: readonly Session[];
  close(): void;
}

export function createGateway(core: Core): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const connections = new Set<Connection>();

  function accept(socket: WebSocket, version: string | null): void {
    if (version !== "10") return socket.close(CloseCode.invalidApiVersion);
    const connection = serveConnection(core, socket, {
      sessions,
      onClose: () => connections.delete(connection),
    });
    connections.add(connection);
  }

  return {
    upgrade(request, socket, head) {
      const { searchParams } = new URL(request.url ?? "/", core.origin);
      server.handleUpgrade(request, socket, head, (ws) => accept(ws, searchParams.get("v")));
    },
    dispatch(event) {
      for (const session of sessions.values()) {
        if (session.hears(event)) session.deliver(event.t, event.d);
      }
    },
    drop({ code, resumable = true } = {}) {
      for (const connection of connections) {
        if (!resumable && connection.session) sessions.delete(connection.session.id);
        connection.cut(code);
      }
    },
    reconnect() {
      for (const connection of connections) connection.send(Op.reconnect, null);
    },
    invalidate(resumable = false) {
      for (const connection of connections) {
        if (!resumable && connection.session) sessions.delete(connection.session.id);
        connection.send(Op.invalidSession, resumable);
      }
    },
    get sessions() {
      return [...sessions.values()];
    },
    close() {
      for (const connection of connections) connection.cut();
      connections.clear();
      sessions.clear();
      server.close();
    },
  };
}
