import type { ScenarioEdit } from '../../src/scenario/edit.ts';
import { remember } from './history.ts';
import { readText } from './open.ts';
import { withReader } from './reader.ts';
import { change, current } from './store.ts';

/** Makes one change in the text of the scenario and reads it again; one that cannot be made is said. */
export async function applyEdit(edit: ScenarioEdit): Promise<boolean> {
  const { text } = current().document;
  const edited = await withReader((reader) => reader.edit(text, edit));
  if (!edited.ok) {
    change('view', { notice: edited.issues.map(({ message, hint }) => `${message} ${hint}`).join(' ') });
    return false;
  }
  remember('changed');
  clearTimeout(waiting);
  change('document', { text: edited.value, unread: true });
  await readText();
  const { issues } = current().document;
  if (issues.length > 0)
    change('view', {
      panel: 'scenario',
      notice: 'This change makes the scenario invalid; undo reverts it.',
    });
  return issues.length === 0;
}

const PAUSE_MILLISECONDS = 350;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Takes the text as it is typed, and reads it once typing pauses. */
export function typeText(text: string): void {
  remember('typed');
  change('document', { text, unread: true });
  clearTimeout(waiting);
  waiting = setTimeout(() => void readText(), PAUSE_MILLISECONDS);
}
