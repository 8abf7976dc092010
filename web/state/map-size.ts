import type { Viewport } from '../model/camera.ts';

let size: Viewport = { width: 800, height: 600 };

/** The size of the map as it was last drawn, pixels. */
export const mapSize = (): Viewport => size;

export function noteMapSize(viewport: Viewport): void {
  size = viewport;
}
