import { noted, redone, type Turn, undone } from '../model/history.ts';
import { change, current, type DocumentVersion } from './store.ts';

function versionNow(): DocumentVersion {
  const { document, run } = current();
  const { text, file, fileName, companions } = document;
  return { text, file, fileName, companions, run };
}

/** To be called before the scenario changes, at one stroke or as a person types. */
export function remember(how: 'typed' | 'changed'): void {
  const before = versionNow();
  // Before the first file there is nothing to come back to.
  if (before.file === 0) return;
  change('history', noted(current().history, before, how === 'typed' ? performance.now() / 1000 : null));
}

/** Takes a step through the history; the version that it leads to is yet to be shown. */
export function turn(direction: 'back' | 'forth'): DocumentVersion | null {
  const { history } = current();
  const step: Turn<DocumentVersion> | null = (direction === 'back' ? undone : redone)(history, versionNow());
  if (!step) return null;
  change('history', step.history);
  return step.version;
}
