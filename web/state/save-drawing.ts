import type { Drawing } from '../model/row-chart.ts';
import { save } from './files.ts';
import { change } from './store.ts';

const PNG_SCALE = 2;

/** Saves a chart as on paper: dark ink on white. */
export async function saveDrawing({ name, svg }: Drawing, kind: 'svg' | 'png'): Promise<void> {
  const onPaper = svg
    .replaceAll('currentColor', '#1c1e21')
    .replace(/<svg [^>]*>/, '$&<rect width="100%" height="100%" fill="#ffffff"/>');
  try {
    if (kind === 'svg') await save(`${name}.svg`, onPaper, 'image/svg+xml');
    else await save(`${name}.png`, await rasterise(onPaper));
  } catch (error) {
    sayFailure(error);
  }
}

export function sayFailure(error: unknown): void {
  change('view', { notice: `Saving failed: ${error instanceof Error ? error.message : error}.` });
}

async function rasterise(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * PNG_SCALE;
    canvas.height = image.height * PNG_SCALE;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await pngOf(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))),
      'image/png',
    );
  });
