import { Socket } from "node:net";

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** No test may reach beyond this machine: any socket to another host fails at once. */
const connect = Reflect.get(Socket.prototype, "connect") as (...args: unknown[]) => Socket;
Reflect.set(Socket.prototype, "connect", function guardedConnect(this: Socket, ...args: unknown[]) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host =
    typeof first === "object" && first !== null && "host" in first
      ? first.host
      : typeof args[1] === "string"
        ? args[1]
        : undefined;
  const isPipe =
    typeof first === "object" &&
    first !== null &&
    "path" in first &&
    !("port" in first && first.port);
  if (!isPipe && typeof host === "string" && !LOOPBACK.test(host)) {
    throw new Error(`a test tried to reach ${host}; only loopback is allowed`);
  }
  return Reflect.apply(connect, this, args);
});
