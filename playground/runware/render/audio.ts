import type { Style } from "../job.ts";
import { createRandom } from "./random.ts";
import { musicOf } from "./music.ts";
import type { Music } from "./music.ts";

// Enough for music without bright highs, and half the work of the 48,000 that are encoded.
export const SAMPLE_RATE = 24_000;

const STEPS = 256;
// Of the loudest sample. Music under a picture should not startle anyone.
const LOUDNESS = 0.55;

/** A quiet piece of music with some air around it: stereo, 16 bit, as long as the video. */
export function composeAudio(style: Style | undefined, durationS: number, seed: number): Buffer {
  const samples = Math.round(durationS * SAMPLE_RATE);
  const music = musicOf(style);
  const left = new Float32Array(samples);
  const right = new Float32Array(samples);
  addChords(left, right, music, durationS);
  addMelody(left, right, music, durationS, seed);
  addEcho(left, right);
  addAir(left, right, music, seed);

  const loudest = Math.max(peak(left), peak(right), 1e-6);
  const bytes = Buffer.alloc(samples * 4);
  const fadeIn = SAMPLE_RATE * 0.3;
  const fadeOut = SAMPLE_RATE * 0.9;
  for (let i = 0; i < samples; i++) {
    const level = Math.min(i / fadeIn, (samples - i) / fadeOut, 1) * (LOUDNESS / loudest);
    bytes.writeInt16LE(Math.round(left[i]! * level * 32_767), i * 4);
    bytes.writeInt16LE(Math.round(right[i]! * level * 32_767), i * 4 + 2);
  }
  return bytes;
}

function peak(channel: Float32Array): number {
  let most = 0;
  for (const sample of channel) most = Math.max(most, Math.abs(sample));
  return most;
}

/** Long soft chords that flow into each other. */
function addChords(left: Float32Array, right: Float32Array, music: Music, durationS: number): void {
  const each = durationS / music.chords.length;
  music.chords.forEach((chord, index) => {
    chord.forEach((note, voice) => {
      for (const detune of [-0.06, 0.06]) {
        addTone(detune < 0 ? left : right, {
          note: note + detune,
          atS: index * each - 0.4,
          lengthS: each + 0.8,
          gain: (0.055 * music.pad) / (1 + voice * 0.15),
          harmonics: music.padHarmonics,
          shape: (t) => Math.max(Math.sin(Math.PI * t), 0) ** 0.8,
        });
      }
    });
  });
}

/** Plucked notes from the chord that sounds, some left out, each a little to one side. */
function addMelody(
  left: Float32Array,
  right: Float32Array,
  music: Music,
  durationS: number,
  seed: number,
): void {
  const random = createRandom(seed ^ 0x5eed);
  const each = durationS / music.chords.length;
  for (let atS = 0.1, step = 0; atS < durationS - 0.6; atS += music.stepS, step++) {
    const chord = music.chords[Math.min(Math.floor(atS / each), music.chords.length - 1)] ?? [];
    const pattern = music.pattern[step % music.pattern.length] ?? 0;
    const accent = step % music.pattern.length === 0 ? 1 : 0.75;
    const skip = random.next() > music.density;
    const octave = random.next() < 0.3 ? 12 : 0;
    const pan = random.between(0.3, 0.7);
    if (skip) continue;
    const note = (chord[pattern % chord.length] ?? 60) + music.lift + octave;
    const tone = {
      note,
      atS,
      lengthS: music.ringS,
      harmonics: music.pluckHarmonics,
      shape: (t: number) => Math.exp(-6 * t) * Math.min(t * 120, 1),
    };
    addTone(left, { ...tone, gain: 0.3 * accent * (1 - pan) * music.pluck });
    addTone(right, { ...tone, gain: 0.3 * accent * pan * music.pluck });
  }
}

interface Tone {
  /** MIDI number; 69 is 440 Hz. */
  note: number;
  atS: number;
  lengthS: number;
  gain: number;
  /** Strength of the first, second … multiple of the pitch. */
  harmonics: readonly number[];
  /** Loudness over the life of the tone, both from 0 to 1. */
  shape: (part: number) => number;
}

function addTone(channel: Float32Array, tone: Tone): void {
  const start = Math.round(tone.atS * SAMPLE_RATE);
  const length = Math.round(tone.lengthS * SAMPLE_RATE);
  // Asking for the loudness of each sample would take longer than all the rest.
  const loudness = Float32Array.from({ length: STEPS + 2 }, (_, i) => tone.shape(i / STEPS));
  const turn = (2 * Math.PI * 440 * 2 ** ((tone.note - 69) / 12)) / SAMPLE_RATE;
  tone.harmonics.forEach((strength, index) => {
    if (strength === 0) return;
    // A turning arrow instead of a sine for each sample: two multiplications.
    const [stepX, stepY] = [Math.cos(turn * (index + 1)), Math.sin(turn * (index + 1))];
    let [x, y] = [1, 0];
    for (let i = 0; i < length; i++) {
      const at = start + i;
      if (at >= channel.length) break;
      const next = x * stepX - y * stepY;
      y = x * stepY + y * stepX;
      x = next;
      if (at < 0) continue;
      const place = (i * STEPS) / length;
      const step = Math.floor(place);
      const before = loudness[step]!;
      const level = before + (loudness[step + 1]! - before) * (place - step);
      channel[at] = channel[at]! + y * tone.gain * strength * level;
    }
  });
}

/** A room: four echoes a side that feed themselves, of lengths that never meet. */
function addEcho(left: Float32Array, right: Float32Array): void {
  const delays = [0.0297, 0.0371, 0.0411, 0.0437];
  for (const [channel, spread] of [
    [left, 1],
    [right, 1.05],
  ] as const) {
    const wet = new Float32Array(channel.length);
    for (const delayS of delays) {
      const delay = Math.round(delayS * spread * SAMPLE_RATE);
      const line = new Float32Array(delay);
      for (let i = 0, p = 0; i < channel.length; i++, p = p + 1 === delay ? 0 : p + 1) {
        const echo = line[p]!;
        line[p] = channel[i]! + echo * 0.82;
        wet[i] = wet[i]! + echo;
      }
    }
    for (let i = 0; i < channel.length; i++) channel[i] = channel[i]! * 0.8 + wet[i]! * 0.11;
  }
}

/** Wind or rain: noise without its high end, swelling slowly. */
function addAir(left: Float32Array, right: Float32Array, music: Music, seed: number): void {
  const random = createRandom(seed ^ 0xa17);
  const soft = 1 - Math.exp((-2 * Math.PI * music.airHz) / SAMPLE_RATE);
  const swell = (2 * Math.PI) / (SAMPLE_RATE * 5.3);
  for (const [channel, phase] of [
    [left, 0],
    [right, 1.2],
  ] as const) {
    let [once, twice] = [0, 0];
    for (let i = 0; i < channel.length; i++) {
      once += (random.between(-1, 1) - once) * soft;
      twice += (once - twice) * soft;
      channel[i] = channel[i]! + twice * music.air * (0.7 + 0.3 * Math.sin(i * swell + phase));
    }
  }
}
