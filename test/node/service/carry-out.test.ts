import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { WriteError } from '../../../src/node/atomic-file.ts';
import { carryOut } from '../../../src/node/service/jobs/carry-out.ts';
import { writeIssue } from '../../../src/node/service/write-issue.ts';
import { obstruct } from '../disk.ts';

const root = mkdtempSync(join(tmpdir(), 'satqn-carry-out-'));
afterAll(() => rmSync(root, { recursive: true }));

const STUDY = `satqnStudy: 1
name: small
base: {generator: {slots: 1, stations: 4, haps: 1, satellites: 1, paths: 2, virtualPaths: 0, subPaths: 0, pairs: 1}}
schemes: [greedy]
`;

it('tells of files that cannot be written as such, and not as of a fault of the service', async () => {
  const directory = join(root, 'studies', 'one');
  // Where its flag should be.
  obstruct(join(directory, `lock-${hostname().replace(/[^\w.-]/g, '_')}-${process.pid}`));
  writeFileSync(join(directory, 'study.yaml'), STUDY);
  const listener = { signal: new AbortController().signal, onProgress() {} };
  expect(await carryOut({ kind: 'study', id: 'one' }, { root, memoryMegabytes: 1024 }, listener)).toEqual({
    ended: 'refused',
    issues: [expect.objectContaining({ message: expect.stringMatching(/^A file cannot be written/) })],
  });
});

it('says of no file where it is on this machine', () => {
  const error = new WriteError('/var/x', "EACCES: permission denied, open '/var/x'", 'place');
  expect(writeIssue(error).message).toBe('A file cannot be written: the service may not write there.');
  const full = new WriteError('/var/x', 'no space is left on the device', 'device');
  expect(writeIssue(full).message).toBe('A file cannot be written: no space is left on the device.');
});
