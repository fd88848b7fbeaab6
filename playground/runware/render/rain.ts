import type { Picture } from "./picture.ts";
import type { Stage } from "./stage.ts";

/** Slanting threads of rain, the near ones longer and faster. */
export function rain(stage: Stage): (picture: Picture, second: number, strength: number) => void {
  const { width, height, random } = stage;
  const unit = height / 720;
  const drops = Array.from({ length: Math.round(width / 5) }, () => {
    const near = random.next() ** 2;
    return {
      x: random.next(),
      offset: random.next(),
      // Heights of the picture a second.
      speed: 1.1 + near * 1.3,
      length: (12 + near * 34) * unit,
      light: 0.1 + near * 0.24,
    };
  });
  return (picture, second, strength) => {
    const { y: luma } = picture;
    for (const drop of drops) {
      const fall = (drop.offset + second * drop.speed) % 1.15;
      const top = fall * height - drop.length;
      // The wind blows to the left; each fall starts somewhere else.
      const turn = Math.floor(drop.offset + second * drop.speed);
      const startX = ((drop.x + turn * 0.377) % 1) * width * 1.2;
      for (let step = 0; step < drop.length; step++) {
        const row = Math.floor(top + step);
        const x = startX - (top + step) * 0.16;
        const column = Math.floor(x);
        if (row < 0 || row >= height || column < 0 || column >= width - 1) continue;
        const light = drop.light * strength * (step / drop.length);
        const part = x - column;
        const i = row * width + column;
        luma[i] = luma[i]! + (235 - luma[i]!) * light * (1 - part);
        luma[i + 1] = luma[i + 1]! + (235 - luma[i + 1]!) * light * part;
      }
    }
  };
}
