import type { ModelCard, VideoOptions } from "../../generation/request.ts";
import type { OptionName, Source, Sources } from "../../generation/sources.ts";
import { fits, namesIn, type OptionSet } from "./option-set.ts";

/** What somebody chose, and as what. */
export interface Layer {
  source: Source;
  options: OptionSet;
  /** Of a preset: another member shared it. */
  byOthers?: boolean;
}

export interface Filled {
  options: Omit<VideoOptions, "prompt">;
  sources: Sources;
}

/**
 * Fills what was not typed from the layers, the nearest first. What does not go with what is nearer
 * gives way without a word, so nobody is refused for what they did not ask for; what was typed stays,
 * fitting or not, and is judged with the request.
 * @param hasFrame a frame decides the shape: only a typed one is left, to be refused
 */
export function fill(layers: readonly Layer[], hasFrame: boolean, card: ModelCard): Filled {
  let options: OptionSet = {};
  const sources: Partial<Record<OptionName, Source>> = {};
  for (const layer of layers) {
    for (const name of namesIn(layer.options)) {
      if (options[name] !== undefined) continue;
      const next = { ...options, [name]: layer.options[name] };
      const isTyped = layer.source === "typed";
      if (!isTyped && ((hasFrame && name === "aspect") || !fits(next, card))) continue;
      options = next;
      sources[name] = layer.source;
    }
  }
  return { options, sources };
}
