import type { ScenarioEdit } from '../../src/scenario/edit.ts';
import { atDesk } from './desk.ts';
import { readText } from './open.ts';
import { change, current } from './store.ts';
import { keepTyped } from './typed-text.ts';

/** Makes one change in the text of the scenario and reads it again; one that cannot be made is said. */
export async function applyEdit(edit: ScenarioEdit): Promise<boolean> {
  const { text } = current().document;
  const edited = await atDesk((desk) => desk.edit(text, edit));
  if (!edited.ok) {
    change('view', { notice: edited.issues.map(({ message, hint }) => `${message} ${hint}`).join(' ') });
    return false;
  }
  typeText(edited.value);
  await readNow();
  const { issues } = current().document;
  if (issues.length > 0)
    change('view', { panel: 'scenario', notice: 'The change makes a mistake in the scenario.' });
  return issues.length === 0;
}

const PAUSE_MILLISECONDS = 350;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Takes the text as it is typed, and reads it once typing pauses. */
export function typeText(text: string): void {
  change('document', { text, unread: true });
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    keepTyped({ text, fileName: current().document.fileName });
    void readText();
  }, PAUSE_MILLISECONDS);
}

function readNow(): Promise<void> {
  clearTimeout(waiting);
  const { text, fileName } = current().document;
  keepTyped({ text, fileName });
  return readText();
}
