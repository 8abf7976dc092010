import { readdirSync, readFileSync } from 'node:fs';

export const ROOT = new URL('../../', import.meta.url);

export const read = (page: string): string => readFileSync(new URL(page, ROOT), 'utf8');

/** Every page of documentation, as a path from the root of the repository. */
export const PAGES: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(new URL('docs/', ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`)
    .sort(),
];

interface Block {
  readonly language: string;
  readonly content: string;
}

/** The fenced blocks of a page, in order. */
export const blocksOf = (page: string): Block[] =>
  [...read(page).matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1]!,
    content: match[2]!,
  }));
