/** What a browser loads on a first visit to the studio, before it shows the first example: page and workers alike. */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Beginnings of the names of files that the page requests at once without importing them. */
const ASKED_FOR_AT_ONCE = ['reader', 'land-110m', 'eurasia'];

/** `NAME-hash.js`, with a hash of eight characters. */
const isBuiltFrom = (file: string, name: string): boolean =>
  file.startsWith(`${name}-`) && file.endsWith('.js') && file.length === name.length + 12;

interface LoadedFile {
  /** Path relative to the page. */
  readonly file: string;
  /** Size when compressed, as servers send it. */
  readonly bytes: number;
}

/**
 * Scripts and styles of the page and of the reader worker with everything that they import, the coastlines, and the
 * example.
 * @param site folder of the built studio
 * @throws Error if a part is missing or not the only one of its name, for instance because it has a new name
 */
export function firstLoad(site: URL): LoadedFile[] {
  const read = (file: string) => readFileSync(new URL(file, site));
  const page = read('index.html').toString();
  const assets = readdirSync(new URL('assets/', site));
  const loaded = new Set<string>();
  const add = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const text = file.endsWith('.js') ? read(file).toString() : '';
    for (const [, name] of text.matchAll(/\b(?:from|import)"\.\/([^"]+\.js)"/g)) add(`assets/${name}`);
  };
  for (const [, file] of page.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)) add(file!);
  for (const name of ASKED_FOR_AT_ONCE) {
    // A part of the page may have the name of its worker.
    const found = assets.filter((file) => isBuiltFrom(file, name) && !loaded.has(`assets/${file}`));
    if (found.length !== 1) throw new Error(`The studio has ${found.length} files ${name}-….js, not one.`);
    add(`assets/${found[0]}`);
  }
  return [...loaded].map((file) => ({ file, bytes: gzipSync(read(file)).length }));
}
