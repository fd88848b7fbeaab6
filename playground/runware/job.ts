export type OutputFormat = "MP4" | "WEBM" | "MOV";
export type Style = "anime" | "3d_animation" | "clay" | "comic" | "cyberpunk";

/** A frame image, read, checked, and kept as a file. */
export interface Frame {
  position: "first" | "last";
  path: string;
  sha256: string;
  width: number;
  height: number;
}

/** A valid `videoInference` task with the model page's defaults filled in. */
export interface VideoJob {
  prompt: string;
  negativePrompt: string | undefined;
  /** Size of the finished video in pixels, always even. */
  width: number;
  height: number;
  resolution: Resolution;
  durationS: number;
  format: OutputFormat;
  quality: number;
  audio: boolean;
  style: Style | undefined;
  thinking: "auto" | "enabled" | "disabled";
  seed: number | undefined;
  results: number;
  frames: Frame[];
  ttlS: number | undefined;
  webhookUrl: string | undefined;
  uploadEndpoint: string | undefined;
  includeCost: boolean;
  safetyMode: "none" | "fast" | "full";
}

export type Resolution = "360p" | "540p" | "720p" | "1080p";

/** The body of a task as it was sent. */
export type TaskBody = Record<string, unknown>;
