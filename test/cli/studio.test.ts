import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BIN, satqn, workplace } from './satqn.ts';

const { directory } = workplace();
const ELEMENTS = `QSS (MOZI)
1 41731U 16051A   16353.90152003  .00000364  00000-0  17957-4 0  9993
2 41731  97.3699 267.4500 0013200 178.5836 246.0824 15.23915303 19063`;

it('satqn studio serves a scenario with the files that it names, until it is interrupted', async () => {
  mkdirSync(join(directory, 'elements'));
  writeFileSync(join(directory, 'elements/qss.tle'), ELEMENTS);
  writeFileSync(
    join(directory, 'pass.yaml'),
    'satqn: 1\nhorizon: { start: "2016-12-18T17:00:00Z", slots: 1, slotSeconds: 60 }\nsatellites: [ { tle: { file: elements/qss.tle } } ]\nstations: [ { id: a, latitudeDeg: 0, longitudeDeg: 0 }, { id: b, latitudeDeg: 1, longitudeDeg: 0 } ]\ndemands: [ { source: a, destination: b } ]\n',
  );
  const child = spawn(process.execPath, [BIN, 'studio', 'pass.yaml', '--no-open'], { cwd: directory });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const url = await new Promise<string>((resolve) => {
    child.stdout.on('data', (piece) =>
      resolve(String(piece).match(/http:\/\/127\.0\.0\.1:\d+\/#served/)![0]),
    );
  });
  const [served] = (await (await fetch(new URL('/served.json', url))).json()) as {
    name: string;
    text: string;
  }[];
  expect(served).toMatchObject({ name: 'pass.yaml', text: expect.stringContaining('1 41731U 16051A') });
  child.kill('SIGTERM');
  expect(await closed).toBe(0);
});

it('satqn studio refuses a missing file and an invalid port', async () => {
  expect(await satqn(['studio', 'nowhere.yaml', '--no-open'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('nowhere.yaml: The file cannot be read: does not exist.'),
  });
  expect((await satqn(['studio', '--port', '0', '--no-open'])).code).toBe(2);
});
