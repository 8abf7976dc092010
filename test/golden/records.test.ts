import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/node/version.ts';
import { CASES, digestOf, readGolden } from './cases.ts';

/**
 * Records of scenarios that use no new key stay as they are while the version does: a new key is optional and leaves no
 * default in the document or its hash, and a list shows a new family only if it has rows. If networks or numbers have
 * to change, the version rises, and scripts/generate-golden.ts writes the digests again.
 */
describe('the record of', () => {
  const { version, records } = readGolden();

  it.each(CASES)('%s is what it was', async (name) => {
    const isSame = (await digestOf(name)) === records[name];
    expect(isSame, 'mend what changed it, or raise the version and run scripts/generate-golden.ts').toBe(
      true,
    );
  });

  it('every case belongs to this version', () => {
    expect(version).toBe(VERSION);
    expect(Object.keys(records)).toEqual([...CASES]);
  });
});
