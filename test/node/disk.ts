import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

/** A device without room, on which every write fails as on a full disk. */
const FULL = '/dev/full';
/** Where there is no such device, that much is not tested. */
export const hasFullDevice = existsSync(FULL);

/** A directory for each test. */
export function disk() {
  const directories: string[] = [];
  afterEach(() => {
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
  });
  return {
    directory() {
      const directory = mkdtempSync(join(tmpdir(), 'satqn-disk-'));
      directories.push(directory);
      return directory;
    },
  };
}

/** The next atomic write of a file by this process finds no room; those after it do. */
export const fillOnce = (file: string): void => symlinkSync(FULL, `${file}.${process.pid}.part`);

/** Every append to a file finds no room, until it is removed. */
export const fill = (file: string): void => symlinkSync(FULL, file);

/** No file of that name can be written. */
export function obstruct(file: string): void {
  mkdirSync(join(file, 'in-the-way'), { recursive: true });
}
