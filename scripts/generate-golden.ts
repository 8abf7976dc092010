/**
 * Writes the digests of test/golden/ again after the version has risen: `node --import tsx scripts/generate-golden.ts`.
 * As long as a version is not released, its records may still change: use --unreleased.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { VERSION } from '../src/node/version.ts';
import { CASES, digestOf, GOLDEN_FILE, type Golden, readGolden } from '../test/golden/cases.ts';

const before = existsSync(GOLDEN_FILE) ? readGolden() : null;
const records: Record<string, string> = {};
for (const name of CASES) records[name] = await digestOf(name);
const changed = CASES.filter((name) => before?.records[name] !== records[name]);
for (const name of changed) console.log(`changed: ${name}`);
const isAllowed = before?.version !== VERSION || process.argv.includes('--unreleased');
if (changed.length > 0 && !isAllowed) {
  console.error(
    `Records of ${VERSION} have changed: raise the version, or give --unreleased while it is not released.`,
  );
  process.exitCode = 1;
} else {
  const golden: Golden = { version: VERSION, records };
  writeFileSync(GOLDEN_FILE, `${JSON.stringify(golden, null, 2)}\n`);
}
