import PQueue from "p-queue";

/** Requests at Discord's pace, each begun when its turn comes. */
export interface Pace {
  run<T>(request: () => Promise<T>): Promise<T>;
}

/**
 * Discord lets a bot make 50 requests a second, and cards go first. At 15 there are 9,000 in ten
 * minutes: fewer than the 10,000 refused ones after which Discord bans an address, even if every
 * channel of every follower were closed.
 */
const PER_SECOND = 15;
/** Uploads take a while each. */
const AT_ONCE = 10;

export function createPace(): Pace {
  const queue = new PQueue({
    concurrency: AT_ONCE,
    intervalCap: PER_SECOND,
    interval: 1000,
    strict: true,
  });
  return { run: (request) => queue.add(request) };
}
