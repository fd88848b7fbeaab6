import { TaskRefused } from "./api-error.ts";
import type { ApiError } from "./api-error.ts";
import { checkParameters } from "./check-parameters.ts";
import type { Resolution, TaskBody } from "./job.ts";
import { SIZES, VIDEO_INFERENCE, durationsFor, resolutionOf } from "./model-page.ts";

/**
 * Holds a task against the model page: each parameter alone, then the fields that depend on each
 * other.
 *
 * @throws {TaskRefused} with everything that is wrong.
 */
export function validateVideoInference(body: TaskBody): { resolution: Resolution } {
  const single = checkParameters(body, VIDEO_INFERENCE);
  if (single.length > 0) throw new TaskRefused(single);

  const errors = checkSize(body);
  const resolution = resolutionFor(body);
  if (resolution !== undefined) errors.push(...checkDuration(body, resolution));
  errors.push(...checkFrameLabels(body));
  if (errors.length > 0 || resolution === undefined) throw new TaskRefused(errors);
  return { resolution };
}

function checkSize(body: TaskBody): ApiError[] {
  const hasWidth = body["width"] !== undefined;
  const hasHeight = body["height"] !== undefined;
  const hasFrames = frameImages(body).length > 0;
  const errors: ApiError[] = [];
  if (hasWidth !== hasHeight) {
    errors.push(conflict("'width' and 'height' come together.", ["width", "height"]));
  }
  if ((hasWidth || hasHeight) && body["resolution"] !== undefined) {
    const fields = ["resolution", "width", "height"];
    errors.push(conflict("Send 'resolution' or 'width' and 'height', not both.", fields));
  }
  // The real server has taken both at once; its pages forbid it, and so does this one.
  if (hasFrames === (hasWidth || hasHeight)) {
    const fields = ["inputs.frameImages", "width", "height"];
    errors.push(
      conflict("Send exactly one of 'inputs.frameImages' or 'width' and 'height'.", fields),
    );
  }
  if (hasWidth && hasHeight && sizeOf(body) === undefined) {
    errors.push({
      ...conflict("This size is not supported by the model.", ["width", "height"]),
      code: "unsupportedDimensions",
      allowedValues: Object.values(SIZES).flatMap((sizes) => sizes.map((size) => size.join("x"))),
    });
  }
  return errors;
}

function checkDuration(body: TaskBody, resolution: Resolution): ApiError[] {
  const allowedValues = durationsFor(resolution);
  const duration = body["duration"];
  if (duration === undefined || allowedValues.includes(duration as number)) return [];
  return [
    {
      code: "unsupportedDuration",
      message: `At ${resolution} a video lasts ${allowedValues.join(" or ")} seconds.`,
      parameter: "duration",
      type: "float",
      allowedValues,
    },
  ];
}

function checkFrameLabels(body: TaskBody): ApiError[] {
  const positions = framePositions(body);
  if (new Set(positions).size === positions.length) return [];
  return [conflict("Two images claim the same frame.", ["inputs.frameImages"])];
}

/** The frame images as sent: plain images and objects alike. */
export function frameImages(body: TaskBody): { image: string; frame?: unknown }[] {
  const inputs = body["inputs"] as { frameImages?: unknown[] } | undefined;
  return (inputs?.frameImages ?? []).map((item) =>
    typeof item === "string" ? { image: item } : (item as { image: string; frame?: unknown }),
  );
}

/** Which frame each image pins; an unlabelled image takes the first one that is free. */
export function framePositions(body: TaskBody): ("first" | "last")[] {
  const labelled = frameImages(body).map(({ frame }) => {
    if (frame === undefined) return undefined;
    return frame === "last" || frame === -1 ? ("last" as const) : ("first" as const);
  });
  const free = (["first", "last"] as const).filter((position) => !labelled.includes(position));
  return labelled.map((position) => position ?? free.shift() ?? "last");
}

function resolutionFor(body: TaskBody): Resolution | undefined {
  if (body["width"] !== undefined) return sizeOf(body);
  return (body["resolution"] as Resolution | undefined) ?? "720p";
}

function sizeOf(body: TaskBody): Resolution | undefined {
  return resolutionOf(body["width"] as number, body["height"] as number);
}

function conflict(message: string, parameter: string[]): ApiError {
  return { code: "incompatibleParameters", message, parameter };
}
