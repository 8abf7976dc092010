import { LONGEST_RECORD } from '../worker/limits.ts';
import { openFiles, refuse } from './open.ts';
import { change } from './store.ts';

/** Opens files from the disk: a scenario, maybe with element files, or a run record. */
export async function openDropped(list: FileList | null): Promise<void> {
  const files = [...(list ?? [])];
  if (files.length === 0) return;
  const huge = files.find(({ size }) => size > LONGEST_RECORD);
  if (huge) {
    const megabytes = Math.round(huge.size / 1e6).toLocaleString('en');
    const message = `The file has ${megabytes} MB, too much for a browser.`;
    refuse(huge.name, [{ path: '', message, hint: 'Plan it on the command line.' }]);
    return;
  }
  try {
    await openFiles(
      await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))),
    );
  } catch (error) {
    change('view', { notice: `The file cannot be read: ${error instanceof Error ? error.message : error}.` });
  }
}

/** Hands a text to the browser as a file to be saved. */
export function save(name: string, content: string | Blob, type = 'text/plain'): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const anchor = Object.assign(document.createElement('a'), { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
