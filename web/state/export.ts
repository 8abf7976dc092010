import type { RunRecord } from '../../src/domain/run-record.ts';
import { askDesk } from './desk.ts';
import { save } from './files.ts';
import { change, current } from './store.ts';

/** Something that can be taken away. */
export interface ExportItem {
  readonly label: string;
  readonly detail?: string;
  readonly disabled: boolean;
  readonly run: () => void;
}

/** All that can be taken away. */
export function exportItems(record: RunRecord | null, hasScenario: boolean): ExportItem[] {
  const withRecord = (write: (record: RunRecord) => Promise<void>) => ({
    disabled: record === null,
    run: () => {
      if (record) write(record).catch(sayFailure);
    },
  });
  const hasPlan = record?.plan != null;
  return [
    {
      label: 'Scenario (YAML)',
      disabled: !hasScenario,
      run: () => save(scenarioFile(), current().document.text, 'application/yaml'),
    },
    {
      label: 'Run record (JSON)',
      detail: 'opens here again, and with satqn verify',
      ...withRecord(async (run) =>
        save('run.json', await askDesk((desk) => desk.formatRecord(run)), 'application/json'),
      ),
    },
    {
      label: 'Rates (CSV)',
      ...withRecord(async (run) =>
        save('rates.csv', await askDesk((desk) => desk.ratesCsv(run)), 'text/csv'),
      ),
      disabled: !hasPlan,
    },
    {
      label: 'Stocks (CSV)',
      ...withRecord(async (run) =>
        save('stocks.csv', await askDesk((desk) => desk.stocksCsv(run)), 'text/csv'),
      ),
      disabled: !hasPlan,
    },
    { label: 'Map (PNG)', disabled: !hasScenario, run: () => saveMap() },
    ...(['svg', 'png'] as const).map((kind) => ({
      label: `All figures (${kind.toUpperCase()})`,
      ...withRecord(async (run) => {
        const figures = await askDesk((desk) => desk.figures(run, FIGURE_WIDTH));
        for (const figure of figures) saveFigure(figure, kind);
      }),
    })),
  ];
}

const FIGURE_WIDTH = 760;
const PNG_SCALE = 2;

const scenarioFile = () => current().document.fileName.replace(/\.json$/i, '.yaml') || 'scenario.yaml';

function sayFailure(error: unknown): void {
  change('view', { notice: `It cannot be saved: ${error instanceof Error ? error.message : error}.` });
}

/** Figures on paper: dark ink on white. */
export function saveFigure(
  figure: { readonly name: string; readonly svg: string },
  kind: 'svg' | 'png',
): void {
  const svg = figure.svg
    .replaceAll('currentColor', '#1c1e21')
    .replace(/<svg [^>]*>/, '$&<rect width="100%" height="100%" fill="#ffffff"/>');
  if (kind === 'svg') save(`${figure.name}.svg`, svg, 'image/svg+xml');
  else rasterise(svg).then((png) => save(`${figure.name}.png`, png), sayFailure);
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

function saveMap(): void {
  const canvas = document.querySelector<HTMLCanvasElement>('.map-canvas canvas');
  if (!canvas) {
    change('view', { notice: 'Change to the globe or the network view to save it.' });
    return;
  }
  pngOf(canvas).then((png) => save('map.png', png), sayFailure);
}

const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))),
      'image/png',
    );
  });
