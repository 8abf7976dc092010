import { useEffect } from 'react';
import { openDropped } from '../state/files.ts';
import { change, useStudio } from '../state/store.ts';
import { Header } from './header.tsx';
import { Panels } from './panels.tsx';
import { Stage } from './stage.tsx';
import { TimeDock } from './time-dock.tsx';

export function App() {
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
      <Notice />
    </div>
  );
}

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
