import type { Remote } from 'comlink';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { askExporter } from '../state/exporter.ts';
import { save } from '../state/files.ts';
import { askReader } from '../state/reader.ts';
import { saveDrawing, sayFailure } from '../state/save-drawing.ts';
import { change, current } from '../state/store.ts';
import type { Answer } from '../worker/answer.ts';
import type { ExportFormat } from '../worker/exporter.ts';
import type { Reader } from '../worker/reader.ts';
import { loadAtlas } from './atlas.ts';
import type { MenuItem } from './menu.tsx';

const KINDS = ['svg', 'png'] as const;

/** All that can be taken away. */
export function exportItems(
  record: RunRecord | null,
  hasScenario: boolean,
  formats: readonly ExportFormat[],
): MenuItem[] {
  const of = (write: (run: RunRecord) => Promise<void>, isThere = record !== null) => ({
    disabled: !isThere,
    run: () => {
      if (record) write(record).catch(sayFailure);
    },
  });
  const table = (
    name: string,
    write: (reader: Remote<Reader>, run: RunRecord) => Promise<string>,
  ): MenuItem => ({
    label: `${name} (CSV)`,
    ...of(
      async (run) =>
        save(`${name.toLowerCase()}.csv`, await askReader((reader) => write(reader, run)), 'text/csv'),
      record?.plan != null,
    ),
  });
  return [
    {
      label: 'Scenario (YAML)',
      disabled: !hasScenario,
      run: () => save(scenarioFile(), current().document.text, 'application/yaml'),
    },
    {
      label: 'Run record (JSON)',
      detail: 'opens here again, and with satqn verify',
      ...of(async (run) =>
        save('run.json', await askReader((reader) => reader.formatRecord(run)), 'application/json'),
      ),
    },
    table('Rates', (reader, run) => reader.ratesCsv(run)),
    table('Stocks', (reader, run) => reader.stocksCsv(run)),
    // Only of a network that limits its telescopes.
    ...(record?.control ? [table('Control', (reader, run) => reader.controlCsv(run))] : []),
    ...(record?.schedule ? [table('Pointing', (reader, run) => reader.pointingCsv(run))] : []),
    ...formats.map((format) => ({
      label: `Problem (${format.extension.toUpperCase()})`,
      detail: format.title,
      disabled: !hasScenario,
      run: () => void saveProblem(format).catch(sayFailure),
    })),
    ...KINDS.map((kind) => ({
      label: `Map (${kind.toUpperCase()})`,
      disabled: !hasScenario,
      run: () => void saveMap(kind).catch(sayFailure),
    })),
    ...KINDS.map((kind) => ({
      label: `All figures (${kind.toUpperCase()})`,
      ...of(async (run) => {
        // What draws them comes when it is first needed, and so below.
        const { allDrawings } = await import('./all-drawings.ts');
        for (const drawing of await allDrawings(run)) await saveDrawing(drawing, kind);
      }),
    })),
  ];
}

const scenarioFile = () => current().document.fileName.replace(/\.json$/i, '.yaml') || 'scenario.yaml';

async function saveProblem({ name, extension }: ExportFormat): Promise<void> {
  const { scenario, fileName } = current().document;
  if (!scenario) return;
  const answer = await askExporter<Answer<string>>((exporter) => exporter.write(scenario, name));
  if (!answer.ok) throw new Error(answer.issues[0]?.message.replace(/\.$/, ''));
  await save(`${fileName.replace(/\.\w+$/, '') || 'problem'}.${extension}`, answer.value);
}

async function saveMap(kind: 'svg' | 'png'): Promise<void> {
  if (current().view.map === 'table') {
    change('view', { notice: 'Switch to the globe or the network view to save it.' });
    return;
  }
  const [{ mapDrawing }, atlas] = await Promise.all([import('./map-drawing.ts'), loadAtlas()]);
  await saveDrawing(mapDrawing(current(), atlas), kind);
}
