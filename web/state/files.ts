import { InputError } from '../../src/base/errors.ts';
import { decodeText } from '../../src/io/decode-text.ts';
import { LONGEST_RECORD } from '../worker/limits.ts';
import { openFiles, refuse } from './open.ts';
import { savePace } from './save-pace.ts';

/** Opens files from the disk: a scenario, maybe with element files, a run record, or a network of another format. */
export async function openDropped(list: FileList | null): Promise<void> {
  const files = [...(list ?? [])];
  if (files.length === 0) return;
  const huge = files.find(({ size }) => size > LONGEST_RECORD);
  if (huge) {
    const megabytes = Math.round(huge.size / 1e6).toLocaleString('en');
    const message = `The file has ${megabytes} MB, which is too much for a browser.`;
    refuse(huge.name, [{ path: '', message, hint: 'Plan it on the command line.' }]);
    return;
  }
  try {
    await openFiles(
      await Promise.all(
        files.map(async (file) => ({
          name: file.name,
          text: decodeText(new Uint8Array(await file.arrayBuffer()), file.name),
        })),
      ),
    );
  } catch (error) {
    const message = `The file cannot be read: ${error instanceof Error ? error.message : error}.`;
    const issues = error instanceof InputError ? error.issues : [{ path: '', message, hint: '' }];
    refuse(issues[0]?.file ?? files[0]!.name, issues);
  }
}

const waitOf = savePace();

/** Hands a text to the browser as a file to be saved; waits where many were saved just before. */
export async function save(name: string, content: string | Blob, type = 'text/plain'): Promise<void> {
  const wait = waitOf(performance.now());
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const anchor = Object.assign(document.createElement('a'), { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
