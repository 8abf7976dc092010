import { useRef, useState } from 'react';
import { askExporter } from '../state/exporter.ts';
import { openDropped } from '../state/files.ts';
import { EXAMPLES, openExample, step } from '../state/open.ts';
import { copyLink } from '../state/share.ts';
import { useStudio } from '../state/store.ts';
import type { ExportFormat } from '../worker/exporter.ts';
import { exportItems } from './export-items.ts';
import { Icon } from './icons.tsx';
import { Menu } from './menu.tsx';
import { chooseTheme, useTheme } from './theme.ts';

export function Header() {
  const name = useStudio(({ document }) => document.scenario?.name ?? document.fileName);
  const run = useStudio((studio) => studio.run);
  const hasScenario = useStudio(({ document }) => document.scenario !== null);
  const theme = useTheme();
  const [formats, setFormats] = useState<readonly ExportFormat[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className="header">
      <h1>
        <span className="brand">satqn</span> <span className="scenario-name">{name}</span>
      </h1>
      <nav className="header-actions" aria-label="File">
        <Steps />
        <Menu
          label="Open"
          icon={<Icon name="file" />}
          items={[
            {
              label: 'File…',
              detail: 'scenario, run record, or network in another format',
              run: () => input.current?.click(),
            },
            ...EXAMPLES.map((example) => ({
              label: example.title,
              detail: example.about,
              run: () => void openExample(example.name),
            })),
          ]}
        />
        <Menu
          label="Save"
          icon={<Icon name="save" />}
          items={exportItems(run.record, hasScenario, formats)}
          onOpen={() => {
            // One that died is hired anew, and asked when the menu is next opened.
            askExporter((exporter) => exporter.formats()).then(setFormats, () => {});
          }}
        />
        <button
          type="button"
          className="button copy-link"
          onClick={() => void copyLink()}
          disabled={!hasScenario}
        >
          <Icon name="link" />
          <span>Copy link</span>
        </button>
        <button
          type="button"
          className="button icon-only"
          aria-label={`Switch to the ${other} theme`}
          title={`Switch to the ${other} theme`}
          onClick={() => chooseTheme(other)}
        >
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </button>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          aria-label="Open a scenario, a run record or a network in another format"
          onChange={(event) => {
            void openDropped(event.target.files);
            event.target.value = '';
          }}
        />
      </nav>
    </header>
  );
}

/** Takes changes of the scenario back, and makes them again. */
function Steps() {
  const canGoBack = useStudio(({ history }) => history.past.length > 0);
  const canGoForth = useStudio(({ history }) => history.future.length > 0);
  return (
    <div className="tool-row">
      <button
        type="button"
        className="button icon-only"
        aria-label="Undo"
        title="Undo (Ctrl+Z)"
        disabled={!canGoBack}
        onClick={() => void step('back')}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="button icon-only"
        aria-label="Redo"
        title="Redo (Ctrl+Shift+Z)"
        disabled={!canGoForth}
        onClick={() => void step('forth')}
      >
        <Icon name="redo" />
      </button>
    </div>
  );
}
