import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/node/version.ts';
import { fixture } from '../report/fixture.ts';
import { CHAIN, satqn, workplace } from './satqn.ts';

const { path } = workplace();

const OLDER = '0.0.1';
const words = `This record was written by satqn ${OLDER}; networks and numbers differ in satqn ${VERSION}. `;
/** With keys that had another name or were missing. */
const { notes, certificate, ...others } = fixture;
const older = { ...others, satqn: { ...fixture.satqn, version: OLDER }, remarks: notes };
mkdirSync(path('older'));
writeFileSync(path('older/run.json'), JSON.stringify(older));
writeFileSync(path('chain.yaml'), CHAIN);

describe('a record of an older version is recognised and not used by', () => {
  it.each([
    ['verify of its directory', ['verify', path('older')]],
    ['verify of its file', ['verify', path('older/run.json')]],
    ['plan --resume', ['plan', '--resume', path('older')]],
    ['plan --start', ['plan', path('chain.yaml'), '--start', path('older'), '--out', path('new')]],
  ])('%s', async (_, args) => {
    const before = readFileSync(path('older/run.json'), 'utf8');
    const { code, out, err } = await satqn(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`run.json satqn.version: ${words}Plan again, or use satqn ${OLDER}.`);
    expect(readFileSync(path('older/run.json'), 'utf8')).toBe(before);
  });

  it('verify of standard input', async () => {
    const { code, err } = await satqn(['verify', '-'], { input: JSON.stringify(older) });
    expect(code).toBe(2);
    expect(err).toContain(`standard input satqn.version: ${words}`);
  });

  it('study', async () => {
    const study = 'satqnStudy: 1\nname: small\nbase: {generator: {pairs: 1, slots: 1}}\nreplications: 1\n';
    writeFileSync(path('small.yaml'), study);
    mkdirSync(path('jobs'));
    const header = { satqnStudyJobs: 1, study: 'small', hash: 'of then', version: OLDER };
    const jobs = `${JSON.stringify(header)}\n`;
    writeFileSync(path('jobs/jobs.ndjson'), jobs);
    const { code, err } = await satqn(['study', path('small.yaml'), '--out', path('jobs')]);
    expect(code).toBe(2);
    expect(err).toContain(
      `jobs.ndjson: The rows here were written by satqn ${OLDER}; networks and numbers differ in ` +
        `satqn ${VERSION}. Choose another --out, or use satqn ${OLDER}.`,
    );
    expect(readFileSync(path('jobs/jobs.ndjson'), 'utf8')).toBe(jobs);
  });
});
