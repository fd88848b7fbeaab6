import { DURATIONS_S, RESOLUTIONS, type VideoRequest } from "../../generation/request.ts";
import { count } from "./words.ts";

type Shape = Pick<VideoRequest, "resolution" | "duration" | "audio" | "results">;

/**
 * The request nearest to this one that may cost no more than `roomMicroUsd`, in words, such as
 * "1 video of 5 seconds at 540p without sound"; null where none does.
 */
export function smallerRequest(
  request: VideoRequest,
  roomMicroUsd: number,
  upperBoundOf: (request: VideoRequest) => number,
): string | null {
  const found = shapesBelow(request).find(
    (shape) => upperBoundOf({ ...request, ...shape }) <= roomMicroUsd,
  );
  return found === undefined ? null : inWords(found, request);
}

/** The least loss first: fewer videos, then no sound, then shorter, then smaller. */
function shapesBelow(request: VideoRequest): Shape[] {
  const resolutions = upTo(RESOLUTIONS, request.resolution);
  const durations = upTo(DURATIONS_S, request.duration);
  const sounds = request.audio ? [true, false] : [false];
  const counts = Array.from({ length: request.results }, (_, index) => request.results - index);
  return resolutions.flatMap((resolution) =>
    durations.flatMap((duration) =>
      sounds.flatMap((audio) =>
        counts.map((results) => ({ resolution, duration, audio, results })),
      ),
    ),
  );
}

/** From this value down to the smallest. */
const upTo = <V>(values: readonly V[], value: V): V[] =>
  values.slice(0, values.indexOf(value) + 1).toReversed();

function inWords(shape: Shape, { audio }: VideoRequest): string {
  const sound = audio && !shape.audio ? " without sound" : "";
  return `${count(shape.results, "video")} of ${shape.duration} seconds at ${shape.resolution}${sound}`;
}
