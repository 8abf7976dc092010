import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory, whenUnlocked } from '../../src/node/lock.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'satqn-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('the lock of a directory', () => {
  const flag = (machine: string, pid: number) => join(directory, `lock-${machine}-${pid}`);
  const machine = hostname().replace(/[^\w.-]/g, '_');

  it('leaves nothing behind', async () => {
    const unlock = await lockDirectory(directory);
    expect(readdirSync(directory)).toEqual([`lock-${machine}-${process.pid}`]);
    await unlock();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('keeps this process out, too, until it is released', async () => {
    const unlock = await lockDirectory(directory);
    await expect(lockDirectory(join(directory, '.'))).rejects.toThrow(
      'This process is already writing here.',
    );
    expect(readdirSync(directory)).toEqual([`lock-${machine}-${process.pid}`]);
    await unlock();
    await (await lockDirectory(directory))();
  });

  it('of a living process keeps others out, and is kept', async () => {
    writeFileSync(flag(machine, process.ppid), '');
    await expect(lockDirectory(directory)).rejects.toThrow(`number ${process.ppid}, is writing here.`);
    expect(readdirSync(directory)).toEqual([`lock-${machine}-${process.ppid}`]);
  });

  it('of a dead process is taken over, and its half-written files are removed', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(flag(machine, pid), '');
    writeFileSync(join(directory, `run.json.${pid}.part`), '{"satqn"');
    writeFileSync(join(directory, 'my.part'), '');
    const unlock = await lockDirectory(directory);
    expect(existsSync(flag(machine, pid))).toBe(false);
    await unlock();
    expect(readdirSync(directory)).toEqual(['my.part']);
  });

  it('of a process that is ending can be waited for', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(flag(machine, other.pid!), '');
    await whenUnlocked(directory, 200);
    await expect(lockDirectory(directory)).rejects.toThrow('is writing here.');
    let isOver = false;
    const waiting = whenUnlocked(directory, 600_000).then(() => {
      isOver = true;
    });
    await expect(lockDirectory(directory)).rejects.toThrow('is writing here.');
    expect(isOver).toBe(false);
    other.kill('SIGKILL');
    await waiting;
    await (await lockDirectory(directory))();
  });

  it('of another machine cannot be judged, and keeps others out', async () => {
    writeFileSync(flag('elsewhere', 1), '');
    writeFileSync(join(directory, 'run.json.1.part'), '');
    await expect(lockDirectory(directory)).rejects.toThrow('on another machine, is writing here.');
    expect(readdirSync(directory)).toEqual(['lock-elsewhere-1', 'run.json.1.part']);
  });
});
