import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { createFfmpeg, FfmpegError } from "../../../src/media/ffmpeg.ts";
import { findFfmpeg, MissingFfmpegError } from "../../../src/media/find-ffmpeg.ts";
import { tempFolder } from "./support/temp-folder.ts";

/** In real time, a minute long: it ends only because somebody ends it. */
const endless = (target: string): string[] => [
  ..."-re -f lavfi -i testsrc=size=64x64:rate=5:duration=60".split(" "),
  ..."-c:v mjpeg -flush_packets 1 -f mjpeg".split(" "),
  target,
];
const LOOK = "-f lavfi -i testsrc=size=64x64 -frames:v 1 -f null -".split(" ");
const exists = (file: string) => vi.waitFor(() => stat(file), { timeout: 20_000, interval: 20 });

test("what ffmpeg was asked to make is there afterwards", async () => {
  const folder = await tempFolder();
  const args = ["-f", "lavfi", "-i", "testsrc=size=64x64", "-frames:v", "1", "picture.png"];
  await createFfmpeg().run(args, { lane: "look", timeoutMs: 20_000, cwd: folder });
  const bytes = await readFile(path.join(folder, "picture.png"));
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
});

test("a failure carries ffmpeg's own last words", async () => {
  const run = createFfmpeg().run(["-i", "nowhere.mp4", "-f", "null", "-"], {
    lane: "look",
    timeoutMs: 20_000,
  });
  await expect(run).rejects.toThrow(/nowhere\.mp4: No such file/);
});

test("a run that takes too long is ended and says so", async () => {
  const target = path.join(await tempFolder(), "endless.mjpeg");
  const run = createFfmpeg().run(endless(target), { lane: "encode", timeoutMs: 300 });
  await expect(run).rejects.toMatchObject({ name: "FfmpegError", timedOut: true });
});

test("a run that is called off ends with the reason", async () => {
  const target = path.join(await tempFolder(), "endless.mjpeg");
  const controller = new AbortController();
  const { signal } = controller;
  const run = createFfmpeg().run(endless(target), { lane: "encode", timeoutMs: 60_000, signal });
  const ended = Promise.allSettled([run]);
  await exists(target);
  const reason = new Error("not wanted any more");
  controller.abort(reason);
  expect(await ended).toEqual([{ status: "rejected", reason }]);
});

test("a stop of the bot ends what runs and what waits", async () => {
  const folder = await tempFolder();
  const stop = new AbortController();
  const ffmpeg = createFfmpeg({ concurrency: 1, signal: stop.signal });
  const runs = ["a", "b"].map((name) =>
    ffmpeg.run(endless(path.join(folder, name)), { lane: "encode", timeoutMs: 60_000 }),
  );
  const settled = Promise.allSettled(runs);
  await exists(path.join(folder, "a"));
  stop.abort(new Error("stopping"));
  expect(await settled).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
  await expect(stat(path.join(folder, "b"))).rejects.toMatchObject({ code: "ENOENT" });
});

test("one more encode than allowed waits until another has ended", async () => {
  const folder = await tempFolder();
  const ffmpeg = createFfmpeg({ concurrency: 2 });
  const files = ["a", "b", "c"].map((name) => path.join(folder, name));
  const controllers = files.map(() => new AbortController());
  const runs = files.map((file, index) => {
    const signal = controllers[index]?.signal;
    return ffmpeg.run(endless(file), { lane: "encode", timeoutMs: 60_000, signal });
  });
  const ended = Promise.allSettled(runs);
  await Promise.all(files.slice(0, 2).map(exists));
  await expect(stat(path.join(folder, "c"))).rejects.toMatchObject({ code: "ENOENT" });
  controllers[0]?.abort();
  await exists(path.join(folder, "c"));
  for (const controller of controllers) controller.abort();
  await ended;
});

test("a look at a picture does not wait for the encodes", async () => {
  const folder = await tempFolder();
  const stop = new AbortController();
  const ffmpeg = createFfmpeg({ concurrency: 1, signal: stop.signal });
  const encode = ffmpeg.run(endless(path.join(folder, "a")), {
    lane: "encode",
    timeoutMs: 60_000,
  });
  const ended = Promise.allSettled([encode]);
  await exists(path.join(folder, "a"));
  const look = ffmpeg.run(LOOK, { lane: "look", timeoutMs: 20_000 });
  await expect(look).resolves.toBeUndefined();
  stop.abort();
  await ended;
});

test("an ffmpeg on the PATH that cannot write H.264 is passed over for the packaged one", async () => {
  const folder = await tempFolder();
  const poor = path.join(folder, "ffmpeg");
  await writeFile(poor, "#!/bin/sh\necho ' V..... mpeg4 '\n");
  await chmod(poor, 0o755);
  vi.stubEnv("PATH", folder);
  const found = await findFfmpeg().finally(() => vi.unstubAllEnvs());
  expect(found).toContain("@ffmpeg-installer");
});

test("an ffmpeg on the PATH that can do everything is taken", async () => {
  const folder = await tempFolder();
  const good = path.join(folder, "ffmpeg");
  const list = ["libx264", "aac", "libvpx", "libopus"].map((name) => ` V..... ${name} `);
  await writeFile(good, `#!/bin/sh\necho '${list.join("\n")}'\n`);
  await chmod(good, 0o755);
  vi.stubEnv("PATH", `${folder}:/bin:/usr/bin`);
  const found = await findFfmpeg().finally(() => vi.unstubAllEnvs());
  expect(found).toBe("ffmpeg");
});

test("a missing ffmpeg is looked for again the next time", async () => {
  const places = [() => Promise.reject(new MissingFfmpegError("none yet")), () => findFfmpeg()];
  const ffmpeg = createFfmpeg({ find: () => places.shift()?.() ?? findFfmpeg() });
  const options = { lane: "look", timeoutMs: 20_000 } as const;
  await expect(ffmpeg.run(LOOK, options)).rejects.toThrow(MissingFfmpegError);
  await ffmpeg.run(LOOK, options);
  expect(places).toEqual([]);
});

test("a command that cannot be started is an error of ffmpeg", async () => {
  const ffmpeg = createFfmpeg({ find: async () => path.join(await tempFolder(), "nothing") });
  const run = ffmpeg.run(["-version"], { lane: "look", timeoutMs: 20_000 });
  await expect(run).rejects.toThrow(FfmpegError);
});
