import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHAIN, satqn, workplace } from './satqn.ts';

const { path, read, record } = workplace();

/** Of two ways over a relay, one on which pairs wait long for each other, and one with plenty on one side. */
const TWO_WAYS = `satqn: 1
name: two ways
horizon: {slots: 2, slotSeconds: 10}
nodes: [{id: a, kind: ground}, {id: m, kind: ground}, {id: n, kind: ground}, {id: b, kind: ground}]
links:
  - {ends: [a, m], capacity: 40, fidelity: 0.97}
  - {ends: [m, b], capacity: 40, fidelity: 0.97}
  - {ends: [a, n], capacity: 36, fidelity: 0.99}
  - {ends: [n, b], capacity: 300, fidelity: 0.99}
demands: [{id: k, source: a, destination: b, fidelityTarget: 0.9}]
paths: {realPaths: 2}
`;

beforeAll(async () => {
  writeFileSync(path('chain.yaml'), CHAIN);
  writeFileSync(path('ways.yaml'), TWO_WAYS);
  expect((await satqn(['plan', 'chain.yaml', '--out', 'chain'])).code).toBe(0);
});

const ASKED = ['--in-spec', '0.95', '--coherence-seconds', '4'];

describe('satqn plan --in-spec', () => {
  it('plans with margins, says what they cost and bring, and leaves a record that verifies', async () => {
    const { code, out, err } = await satqn(['plan', 'ways.yaml', ...ASKED, '--out', 'ways']);
    expect(code).toBe(0);
    expect(err).toMatch(/Without margins: 7\d\.\d % in spec, 6\d\d pairs ± [\d.]+; planned are 800\n/);
    expect(err).toMatch(/Margins, round 1: 9\d\.\d % in spec, 7\d\d pairs ± [\d.]+; planned are 720\n/);
    const words = out.replace(/\s+/g, ' ');
    expect(words).toMatch(/status Optimal\. .* 9\d\.\d % of its pairs are in spec when simulated; 95 % were/);
    expect(words).toMatch(
      /margins cost 10\.0 % of the planned pairs \(80 pairs fewer\); in spec are \d+ pairs more/,
    );
    const { options, calibration } = record('ways');
    expect(options.inSpec).toMatchObject({ share: 0.95, coherenceSeconds: 4, swapSuccess: null });
    expect(calibration).toMatchObject({ ended: 'reached', rounds: 1 });
    expect(read('ways/report.html')).toContain('<h2>In spec when simulated</h2>');
    const verified = await satqn(['verify', 'ways']);
    expect(verified.code).toBe(0);
    expect(verified.out).toMatch(/calibration\s+what simulations of its plans gave/);
  });

  it('is remembered by simulate, which says how to ask for the same hardware', async () => {
    const other = await satqn(['simulate', 'ways', '--replications', '5']);
    expect(other.out).toMatch(/margins for 95 % in spec with other hardware.*--coherence-seconds 4\n/);
    const same = await satqn(['simulate', 'ways', '--replications', '5', '--coherence-seconds', '4']);
    expect(same.out).toMatch(/margins for 95 % in spec with this hardware/);
    const plain = await satqn(['simulate', 'chain', '--replications', '5']);
    expect(plain.out).not.toMatch(/margins/);
  });

  it('goes on with --resume, and from its routes with --start', async () => {
    const before = record('ways');
    const resumed = await satqn(['plan', '--resume', 'ways']);
    expect(resumed.code).toBe(0);
    const { calibration, options } = record('ways');
    expect(options).toEqual(before.options);
    expect(calibration!.before).toEqual(before.calibration!.before);
    const other = await satqn(['plan', '--resume', 'ways', '--coherence-seconds', '5']);
    expect(other).toMatchObject({
      code: 2,
      err: expect.stringMatching(/made with --coherence-seconds 4\. .*--start/),
    });
    const started = await satqn(['plan', 'ways.yaml', '--start', 'ways', '--out', 'started']);
    expect(started.code).toBe(0);
    expect(record('started').totalPairs).toBeCloseTo(800, 6);
    expect(record('started').options).not.toHaveProperty('inSpec');
    const late = await satqn(['plan', '--resume', 'started', ...ASKED]);
    expect(late.code).toBe(0);
    expect(record('started').calibration).toMatchObject({ ended: 'reached' });
  });

  it.each([
    [['--in-spec', '0'], /above 0 and at most 1/],
    [['--in-spec', '1.5'], /above 0 and at most 1/],
    [['--in-spec', '-1'], /above 0 and at most 1/],
    [['--in-spec', 'NaN'], /above 0 and at most 1/],
    [['--in-spec', '0.9', '--coherence-seconds', '0'], /positive|above 0/],
    [['--in-spec', '0.9', '--swap-success', '2'], /above 0 and at most 1/],
    [['--in-spec', '0.9', '--relay-buffer', '1.5'], /whole number/],
    [['--coherence-seconds', '3'], /--coherence-seconds says how to simulate.*--in-spec 0\.95/],
    [['--relay-buffer', '3'], /--relay-buffer says how to simulate/],
    [['--in-spec', '0.9', '--scheme', 'rrs'], /draws its routes at random/],
  ])('refuses %j', async (flags, words) => {
    const { code, err } = await satqn(['plan', 'ways.yaml', ...flags, '--out', 'refused']);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });

  it('refuses a record in place of a scenario', async () => {
    const { code, err } = await satqn(['plan', 'chain/run.json', ...ASKED, '--out', 'refused']);
    expect(code).toBe(2);
    expect(err).toMatch(/^chain\/run\.json.* run record of a plan.*--resume/);
    expect(err.split('\n')).toHaveLength(2);
    expect(readFileSync(path('chain/run.json'), 'utf8')).toContain('"status"');
  });
});
