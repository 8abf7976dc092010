/** How often the map of the studio is drawn. */
import type { Page } from 'playwright-core';

interface Frames {
  readonly framesPerSecond: number;
  readonly medianMs: number;
  readonly longestMs: number;
}

/** The map is cleared once per frame: note these times from the first moment on. */
export const NOTE_FRAMES = `
  globalThis.frames = [];
  const { clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (this.canvas.isConnected) frames.push(performance.now());
    clearRect.apply(this, box);
  };`;

/** How often the map is drawn while something is done. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate('frames.length = 0');
  await work();
  const times = (await page.evaluate('frames')) as number[];
  const gaps = times.slice(1).map((time, index) => time - times[index]!);
  const sorted = gaps.toSorted((a, b) => a - b);
  const seconds = (times.at(-1)! - times[0]!) / 1000;
  return {
    framesPerSecond: round(gaps.length / seconds),
    medianMs: round(sorted[gaps.length >> 1]!),
    longestMs: round(sorted.at(-1)!),
  };
}

export const round = (value: number) => Math.round(10 * value) / 10;
