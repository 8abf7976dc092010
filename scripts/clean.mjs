/** Removes the previous build: files that have moved since would otherwise stay in the package. */
import { rmSync } from 'node:fs';

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
