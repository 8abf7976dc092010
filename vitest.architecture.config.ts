import { defineConfig } from 'vitest/config';
import { common } from './vitest.config.ts';

/** Rules of the house that a compiler has to try on copies of the source: `npm run architecture`. */
export default defineConfig({
  test: { ...common, maxWorkers: 2, include: ['test/architecture/**/*.test.ts'] },
});
