import { once } from "node:events";
import { connect } from "node:net";
import { onTestFinished } from "vitest";

/** A connection that sends what no HTTP client would. */
export async function openRaw(port: number) {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    received += text;
  });
  const closed = new Promise<string>((resolve) => {
    socket.on("close", () => resolve(received));
  });
  // Being cut off is what these tests are about; it closes the connection like any other end.
  socket.on("error", () => socket.destroy());
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return {
    send: (text: string): void => void socket.write(text),
    /** What came until the other side closed. */
    untilClosed: (): Promise<string> => closed,
    /** What has come, once it matches. */
    async until(pattern: RegExp): Promise<string> {
      while (!pattern.test(received)) await once(socket, "data");
      return received;
    },
  };
}
