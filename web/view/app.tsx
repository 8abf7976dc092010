import { useEffect } from 'react';
import { openDropped } from '../state/files.ts';
import { step } from '../state/open.ts';
import { change, useStudio } from '../state/store.ts';
import { Header } from './header.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { Panels } from './panels.tsx';
import { Refusal } from './refusal.tsx';
import { Stage } from './stage.tsx';
import { TimeDock } from './time-dock.tsx';

export function App() {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere; the menu Open does the same.
    <div
      className="app"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void openDropped(event.dataTransfer.files);
      }}
    >
      <Header />
      <main className="workspace">
        <Stage />
        <TimeDock />
        <Panels />
      </main>
      <ImportDialog />
      <Refusal />
      <Notice />
    </div>
  );
}

/** Undo and redo, wherever the focus is but in a field that takes back what is typed into it itself. */
function onKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const direction = key === 'y' || (key === 'z' && event.shiftKey) ? 'forth' : key === 'z' ? 'back' : null;
  if (direction === null || isTextField(event.target)) return;
  event.preventDefault();
  void step(direction);
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && !['checkbox', 'radio', 'range'].includes(target.type);

const NOTICE_MILLISECONDS = 6000;

/** Says what has happened, also aloud. */
function Notice() {
  const notice = useStudio((studio) => studio.view.notice);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => change('view', { notice: null }), NOTICE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className="notice" role="status" data-shown={notice !== null}>
      {notice}
    </div>
  );
}
