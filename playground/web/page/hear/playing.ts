/** Plays the video behind a play button, and leaves the rest to the browser's own controls. */
export function play(button: Element): void {
  const video = button.parentElement?.querySelector("video");
  if (!video) return;
  video.controls = true;
  video.dataset["started"] = "";
  video.focus();
  video.play().catch((error: unknown) => {
    // Refused or interrupted: the controls are there to try again.
    if (!(error instanceof DOMException)) throw error;
  });
}
