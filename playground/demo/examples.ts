/** One `/video` of the demo, in the words of the command's options. */
export interface Example {
  title: string;
  /** The name of the saved file, without its extension. */
  fileName: string;
  options: Readonly<Record<string, string | number | boolean>>;
  /** Files in `frames/`, by the option they are given to. */
  frames: Readonly<Record<string, string>>;
  /** How long the local Runware takes for it; short of real life, long enough to be watched. */
  renderMs: number;
  /** What the saved file has to be. */
  video: { width: number; height: number; durationS: number; audio: boolean };
}

/**
 * Two of the examples on Runware's model page of PixVerse V5.6, word for word. The page gives the
 * second one a width and a height beside its frames; here the frames decide, as the page's own
 * parameter table has it.
 */
export const EXAMPLES: readonly Example[] = [
  {
    title: "Neon Alley Dialogue",
    fileName: "neon-alley-dialogue",
    options: {
      prompt:
        "A cinematic single-shot scene in a rain-soaked cyberpunk alley at night, 2 characters facing each other under flickering neon signs and drifting steam. A street detective in a wet trench coat speaks urgently to a young hacker with a glowing translucent umbrella. Camera begins with a medium-wide shot, slowly dollying forward as reflections shimmer across puddles, holographic ads pulse on brick walls, and distant traffic glows in the fog. Their mouth movements match a tense whispered conversation, with subtle head turns, blinking, breathing, natural hand gestures, and realistic emotional timing. Rich environmental audio: soft rain, distant hover traffic, humming neon, footsteps in shallow water, quiet city ambience, and synchronized dialogue. High visual stability, crisp facial detail, clean motion, dramatic rim lighting, atmospheric depth, cinematic color grading.",
      negative_prompt:
        "blurry faces, distorted hands, extra limbs, jittery motion, frame flicker, warped mouths, bad lip sync, duplicate characters, low detail, overexposed highlights, unreadable composition, camera shake",
      duration: 8,
      resolution: "720p",
      aspect: "16:9",
      style: "cyberpunk",
      audio: true,
      thinking: "enabled",
    },
    frames: {},
    renderMs: 14_000,
    video: { width: 1280, height: 720, durationS: 8, audio: true },
  },
  {
    title: "Cinematic Time-Lapse Transformation",
    fileName: "temple-transformation",
    options: {
      prompt:
        "A cinematic single-shot transformation sequence beginning at an ancient jungle temple at sunrise and ending in the same composition as a neon cyberpunk ruin at night. The camera slowly pushes forward through drifting mist and floating dust motes as vines sway gently, birds scatter, light rays shift, stone surfaces gradually gain glowing circuitry, holographic signs emerge from the ruins, and the environment transitions seamlessly from warm golden dawn to moody blue-magenta neon night. Highly stable geometry, clean motion, rich atmosphere, detailed textures, dramatic lighting, cinematic realism.",
      negative_prompt:
        "flicker, warped architecture, camera shake, duplicated objects, deformed plants, broken perspective, chaotic motion, blurry details, low resolution, text artifacts, logos, watermarks",
      duration: 8,
      resolution: "720p",
      style: "cyberpunk",
      audio: true,
      thinking: "auto",
    },
    frames: { first_frame: "temple-dawn.jpg", last_frame: "temple-night.jpg" },
    renderMs: 18_000,
    video: { width: 1280, height: 720, durationS: 8, audio: true },
  },
];
