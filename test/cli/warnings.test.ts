import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHAIN, satqn, workplace } from './satqn.ts';

const { path } = workplace();

/** A fibre in metres. */
const ODD = CHAIN.replace(/^demands:/m, 'fibres: [{ends: [a, s], lengthKm: 30000}]\ndemands:');

it('compare and study say once, above their results, what to check first', async () => {
  writeFileSync(path('odd.yaml'), ODD);
  writeFileSync(
    path('study.yaml'),
    `satqnStudy: 1
name: odd
base: {scenario: odd.yaml}
axes: [{name: delta, fields: [horizon.slotSeconds], values: [10, 20]}]
schemes: [greedy, nss]
`,
  );
  const compared = await satqn(['compare', 'odd.yaml', '--schemes', 'greedy', 'nss']);
  const studied = await satqn(['study', 'study.yaml', '--workers', '1', '--out', 'study']);
  for (const { code, out, err } of [compared, studied]) {
    expect(code, err).toBe(0);
    expect(out).toMatch(/^Check first\n {2}fibres\[0\]\.lengthKm: The fibre between a and s is 30,000 km/);
    expect(`${out}${err}`.match(/Check first/g)).toHaveLength(1);
    expect(out.match(/fibres\[0\]/g)).toHaveLength(1);
  }
  const json = await satqn(['study', 'study.yaml', '--workers', '1', '--out', 'study', '--json']);
  expect(JSON.parse(json.out).warnings).toMatchObject([{ kind: 'long-fibre', instances: 2 }]);
});
