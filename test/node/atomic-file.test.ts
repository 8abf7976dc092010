import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDirectory, type WriteError, writeAtomically, writeEach } from '../../src/node/atomic-file.ts';
import { openLineFile } from '../../src/node/line-file.ts';
import { disk, fill, fillOnce, hasFullDevice, obstruct } from './disk.ts';

const { directory } = disk();
const read = (path: string) => readFileSync(path, 'utf8');

describe.runIf(hasFullDevice)('on a full device', () => {
  it('a write blames the device, keeps the old content and leaves nothing of the new one', async () => {
    const place = directory();
    const file = join(place, 'a.txt');
    writeFileSync(file, 'old');
    fillOnce(file);
    await expect(writeAtomically(file, 'new')).rejects.toMatchObject({
      name: 'WriteError',
      file,
      blame: 'device',
      message: `${file}: Cannot write here: no space is left on the device. Free some space there, or choose another --out.`,
    });
    expect(read(file)).toBe('old');
    expect(readdirSync(place)).toEqual(['a.txt']);
  });

  it('one file that fails is reported at once and tried again after the others', async () => {
    const place = directory();
    const order: string[] = [];
    fillOnce(join(place, 'a'));
    const file = (name: string) => ({
      path: join(place, name),
      content: () => {
        order.push(name);
        return name;
      },
    });
    const told: WriteError[] = [];
    const failures = await writeEach([file('a'), file('b')], (failure) => {
      order.push('told');
      told.push(failure);
    });
    expect(failures).toEqual([]);
    expect(told.map(({ reason }) => reason)).toEqual(['no space is left on the device']);
    expect(order).toEqual(['a', 'told', 'b', 'a']);
    expect(['a', 'b'].map((name) => read(join(place, name)))).toEqual(['a', 'b']);
  });

  it('lines wait until there is room, and are then written in order, once each', async () => {
    const file = join(directory(), 'lines');
    fill(file);
    const lines = openLineFile(file);
    expect(await Promise.all([lines.append('1\n'), lines.append('2\n')])).toMatchObject([
      { reason: 'no space is left on the device' },
      { reason: 'no space is left on the device' },
    ]);
    rmSync(file);
    expect(await lines.append('3\n')).toBeNull();
    expect(await lines.append('')).toBeNull();
    expect(read(file)).toBe('1\n2\n3\n');
  });
});

describe('a place where nothing can be written', () => {
  // Node.js tries for ever to create a directory with its parents there.
  it.runIf(existsSync('/proc/self'))('is refused in /proc, too', async () => {
    await expect(makeDirectory('/proc/satqn/runs')).rejects.toThrow('/proc/satqn/runs: Cannot write here');
  });

  it('is blamed itself', async () => {
    const file = join(directory(), 'a.txt');
    writeFileSync(file, '');
    await expect(writeAtomically(join(file, 'b.txt'), '')).rejects.toMatchObject({ blame: 'place' });
  });

  it('does not keep other files from being written', async () => {
    const place = directory();
    obstruct(join(place, 'a'));
    const file = (name: string) => ({ path: join(place, name), content: () => name });
    const failures = await writeEach([file('a'), file('b')], () => {});
    expect(failures.map(({ file }) => file)).toEqual([join(place, 'a')]);
    expect(readdirSync(place).sort()).toEqual(['a', 'b']);
  });
});

describe('something that is not a regular file', () => {
  const { directory } = disk();

  it('stays a symbolic link, and its file is written', async () => {
    const folder = directory();
    const [file, link] = [join(folder, 'network.yaml'), join(folder, 'link.yaml')];
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    await writeAtomically(link, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['link.yaml', 'network.yaml']);
  });

  it.skipIf(process.platform === 'win32')('stays a pipe, whose reader gets everything', async () => {
    const pipe = join(directory(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [text] = await Promise.all([readFile(pipe, 'utf8'), writeAtomically(pipe, 'new')]);
    expect(text).toBe('new');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });
});
