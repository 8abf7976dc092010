/** Writes docs/reference: `npx tsx scripts/generate-reference.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cliReference, scenarioReference, studyReference } from './reference.ts';

const directory = new URL('../docs/reference/', import.meta.url);
mkdirSync(directory, { recursive: true });
writeFileSync(new URL('cli.md', directory), await cliReference());
writeFileSync(new URL('scenario.md', directory), scenarioReference());
writeFileSync(new URL('study.md', directory), studyReference());
