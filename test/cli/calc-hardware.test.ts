import { describe, expect, it } from 'vitest';
import { formatIssue, InputError } from '../../src/base/errors.ts';
import type { Calculator } from '../../src/calculators/calculator.ts';
import { herald } from '../../src/calculators/herald.ts';
import { latency } from '../../src/calculators/latency.ts';
import { sync } from '../../src/calculators/sync.ts';
import { noRemarks } from '../../src/orbit/elements/element-set.ts';
import { calculated } from './calculated.ts';
import { STACK_TRACE, satqn } from './satqn.ts';

/** Within half a unit of the last digit printed in the table. */
const near = (value: number, digits: number) => expect.closeTo(value, digits);

const heralded = (args: string) => calculated('herald', ...args.split(' '));
const late = (args: string) => calculated('latency', ...args.split(' '));
const synchronised = (args: string) => calculated('sync', ...args.split(' '));

describe('satqn calc herald', () => {
  it('answers with hold, attempts, rate and modes', async () => {
    const link = '--length-km 1200 --source-mhz 10 --efficiency 1e-3 --modes 40000';
    const answer = {
      holdSeconds: near(8.00554e-3, 8),
      attemptsPerSecond: near(4_996_540.97, 2),
      rate: near(4_996.54097, 5),
      modesAtFullRate: near(80_055.38, 2),
    };
    expect(await heralded(link)).toEqual(answer);
    // At full rate and at half of it.
    expect(await heralded(`${link} --rate 10000`)).toEqual({ ...answer, modesInFlight: near(80_055.38, 2) });
    expect(await heralded(`${link} --rate 5000`)).toEqual({ ...answer, modesInFlight: near(40_027.69, 2) });
  });

  it.each([
    ['--length-km 1000 --source-mhz 10 --efficiency 1e-3 --modes 1500', 224_844.3435, 3],
    ['--length-km 500 --source-mhz 10 --efficiency 1e-3 --modes 1500', 449_688.687, 3],
    ['--length-km 1200 --source-mhz 10 --efficiency 1e-3 --modes 40000', 0.499654e7, 0],
    ['--length-km 4000 --source-mhz 10 --efficiency 1e-3 --modes 40000', 0.149896e7, 0],
    ['--length-km 4000 --source-mhz 10 --efficiency 1e-3 --modes 1000', 0.00374741e7, 0],
    // More modes than the source fills.
    ['--length-km 1000 --source-mhz 0.1 --efficiency 1e-3 --modes 1500', 1e5, 6],
  ])('%s: %f attempts/s', async (args, attempts, digits) => {
    const { attemptsPerSecond } = await heralded(args);
    if (digits === 0) expect(attemptsPerSecond / attempts).toBeCloseTo(1, 5);
    else expect(attemptsPerSecond).toBeCloseTo(attempts, digits);
  });

  it.each([
    ['--length-km 1000 --source-mhz 1 --efficiency 1e-3 --modes 10', 1.498962],
    ['--length-km 500 --source-mhz 1 --efficiency 1e-3 --modes 100 --preparation-seconds 1e-4', 29.10665],
    [
      '--length-km 1200 --source-mhz 5 --efficiency 1e-2 --modes 1000 --preparation-seconds 1e-4',
      1233.724356,
    ],
  ])('%s: %f pairs/s', async (args, rate) => {
    expect((await heralded(args)).rate).toBeCloseTo(rate, 6);
  });

  it('knows sources and measurements in the middle, and fibre', async () => {
    const link = '--length-km 299.792458 --source-mhz 1 --modes 10 --efficiency 0.1,0.2';
    // 1 ms: photons that arrive at the second end, a fifth of all, are held for it.
    expect(await heralded(`${link} --source middle --rate 100`)).toEqual({
      holdSeconds: near(1e-3, 15),
      attemptsPerSecond: near(5e4, 6),
      rate: near(1000, 6),
      modesAtFullRate: near(200, 9),
      modesInFlight: near(1, 12),
    });
    expect(await heralded(`${link} --source middle-measurement --preparation-seconds 1e-3`)).toEqual({
      holdSeconds: near(2e-3, 15),
      attemptsPerSecond: near(5000, 6),
      rate: near(50, 9),
      modesAtFullRate: near(2000, 8),
    });
    const fibre = '--length-km 100 --source-mhz 1 --modes 10 --efficiency 0.1 --medium fibre';
    expect((await heralded(fibre)).holdSeconds * 1e3).toBeCloseTo(2 * 0.48967, 4);
  });
});

describe('satqn calc latency', () => {
  const hops = '--lengths-km 1000,1000 --rounds 1';

  it('answers with the time and the fidelities of the worked path', async () => {
    expect(await late(`${hops} --fidelities .98,.97 --coherence-seconds 1`)).toEqual({
      usableAfterSeconds: near(16.678205e-3, 9),
      fidelityBeforePurification: near(0.93234638, 8),
      fidelity: near(0.94245835, 8),
    });
    expect(await late(`${hops} --source middle`)).toEqual({ usableAfterSeconds: near(13.342564e-3, 9) });
    expect(await late('--lengths-km 1200')).toEqual({ usableAfterSeconds: near(8.00554e-3, 8) });
  });

  it('counts waiting, measuring, processing and fibre', async () => {
    const aged = '--lengths-km 1e-9,1e-9 --fidelities 1,1 --coherence-seconds 1';
    // Two hops wait for half of 1/C each: e^−(2 · 2 · 0.5/C) = e^−1 at C = 2.
    expect((await late(`${aged} --rate 2`)).fidelity).toBeCloseTo(0.25 + 0.75 / Math.E, 9);
    const busy = await late(`${aged} --measurement-seconds 0.25 --processing-seconds 0.1 --rounds 2`);
    expect(busy.usableAfterSeconds).toBeCloseTo(0.45, 9);
    expect(busy.fidelityBeforePurification).toBeCloseTo(0.25 + 0.75 * Math.exp(-0.5), 9);
    const fibre = await late('--lengths-km 100 --medium fibre --rounds 1');
    expect(fibre.usableAfterSeconds * 1e3).toBeCloseTo(3 * 0.48967, 3);
  });

  it('gives the ideal fidelities where memories last', async () => {
    const ideal = await late(`${hops} --fidelities .98,.97 --coherence-seconds 1e300 --protocol bbpssw`);
    const swapped = (await calculated('swap', '--fidelities', '.98,.97')).fidelity;
    expect(ideal.fidelityBeforePurification).toBeCloseTo(swapped, 15);
    const purified = await calculated('purify', '--fidelity', String(swapped), '--target', '0.96');
    expect(purified.rounds).toBe(1);
    expect(ideal.fidelity).toBeCloseTo(purified.fidelity, 12);
  });

  it('aligns names that are longer than most', async () => {
    const { out } = await satqn([
      'calc',
      'latency',
      ...`${hops} --fidelities .98,.97 --coherence-seconds 1`.split(' '),
    ]);
    expect(out).toBe(
      'usableAfterSeconds         0.0166782\nfidelityBeforePurification 0.9323464\nfidelity                   0.9424583\n',
    );
  });
});

describe('satqn calc sync', () => {
  it.each([
    ['--window-ns 1 --sigma-ns .3', 0.9044193],
    ['--window-ns 1 --sigma-ns .3 --offset-ns .2', 0.83152942],
    ['--window-ns 1 --sigma-ns .3 --offset-ns -.5', 0.49957094],
    ['--window-ns 1 --sigma-ns .5 --offset-ns .3', 0.60062245],
  ])('%s: %f', async (args, captured) => {
    expect(await synchronised(args)).toEqual({ captured: near(captured, 8) });
  });

  it.each([
    ['--source-mhz 1 --efficiencies 1e-2,1e-2 --noise-per-second 500,500', 2.51216, 82.15834],
    ['--source-mhz 10 --efficiencies 1e-3,1e-3 --noise-per-second 5000,5000', 1.66124, 6.278791],
  ])('%s: %f ns', async (source, best, key) => {
    expect(await synchronised(`--window-ns 1 --sigma-ns .4 --werner .98 ${source}`)).toEqual({
      captured: near(0.7887005, 7),
      bestWindowNs: near(best, 5),
      keyBitsPerSecond: near(key, 5),
    });
  });

  it('says that no window gives key', async () => {
    const noisy = '--source-mhz 1 --efficiencies 1e-2,1e-2 --noise-per-second 1e8,1e8 --werner .98';
    expect(await synchronised(`--window-ns 1 --sigma-ns .4 ${noisy}`)).toMatchObject({
      bestWindowNs: null,
      keyBitsPerSecond: 0,
    });
  });
});

const wrong = (calculator: Calculator, question: object): string[] => {
  try {
    calculator.answer(question, noRemarks());
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(formatIssue);
    throw error;
  }
  return [];
};

const LINK = { lengthKm: 1, sourceMhz: 1, efficiencies: [0.5], modes: 1 };
const SOURCE = {
  windowNs: 1,
  sigmaNs: 1,
  sourceMhz: 1,
  efficiencies: [0.1, 0.1],
  noisePerSecond: [0, 0],
  werner: 1,
};

it.each([
  [
    herald,
    { lengthKm: 0, sourceMhz: 1e10, efficiencies: [0.5, 0.5], modes: 0.5, preparationSeconds: -1 },
    [
      /^lengthKm: must be > 0; found 0\./,
      /^sourceMhz: must be <= 1000000000/,
      /^modes: must be a whole number/,
      /^preparationSeconds: must be >= 0/,
      /^efficiencies: .* at an end .* one efficiency\. State one number, or add --source middle\./,
    ],
  ],
  [
    herald,
    { ...LINK, source: 'middle', preparationSeconds: 1 },
    [
      /^efficiencies: With source 'middle' .* two arms.* State both, for example --efficiency 0\.03,0\.05\./,
      /^preparationSeconds: .* no mode emits.* Leave --preparation-seconds out\./,
    ],
  ],
  [herald, { ...LINK, rate: 5e5 }, []],
  [herald, { ...LINK, rate: 5e5 + 1 }, [/^rate: The source gives 500000 pairs\/s at most\. Ask for fewer/]],
  [herald, { ...LINK, source: 'middle', rate: 1e9 }, [/^efficiencies: /]],
  [herald, { ...LINK, source: 'ends' }, [/^source: must be one of end, middle, middle-measurement/]],
  [
    latency,
    { lengthsKm: [1, -1], fidelities: [0.9], rounds: 21 },
    [
      /^lengthsKm\[1\]: must be > 0/,
      /^rounds: must be <= 20/,
      /^fidelities: The path has 2 hops and 1 fidelities\. State one for each length\./,
      /^coherenceSeconds: Fidelities age with it\. Add --coherence-seconds/,
    ],
  ],
  [
    latency,
    { lengthsKm: [1], coherenceSeconds: 1 },
    [/^fidelities: There is nothing to age\. Add --fidelities/],
  ],
  [latency, { lengthsKm: [1], rate: 1 }, [/^rate: Waiting for partners only ages pairs\. Add --fidelities/]],
  [latency, { lengthsKm: [] }, [/^lengthsKm: /]],
  [sync, { windowNs: 1, sigmaNs: 0 }, []],
  [sync, SOURCE, []],
  [
    sync,
    { windowNs: 0, sigmaNs: 0, werner: 2 },
    [
      /^windowNs: must be > 0/,
      /^werner: must be <= 1/,
      /^sourceMhz: .* Add --source-mhz 1, for example\./,
      /^efficiencies: .* Add --efficiencies 0\.01,0\.01/,
      /^noisePerSecond: .* Add --noise-per-second 500,500/,
      /^sigmaNs: Without jitter there is no best window/,
    ],
  ],
  [
    sync,
    { ...SOURCE, offsetNs: -1.1e6 },
    [/^offsetNs: The offset is more than a million times the jitter\./],
  ],
  [sync, { ...SOURCE, efficiencies: [0.1] }, [/^efficiencies: /]],
] as const)('%#: everything that is wrong with a question is said at once', (calculator, question, says) => {
  expect(wrong(calculator as unknown as Calculator, question)).toEqual(
    says.map((pattern) => expect.stringMatching(pattern)),
  );
});

it.each([
  [['herald', '--length-km', '1'], /--source-mhz/],
  [['herald', '--length-km', '-1'], /--length-km.*must be a positive number/],
  [['latency'], /--lengths-km/],
  [['latency', '--lengths-km', '1,a'], /--lengths-km.*must be a positive number/],
  [['latency', '--lengths-km', '1', '--rounds', '1.5'], /--rounds.*whole number/],
  [['sync', '--window-ns', '1', '--sigma-ns', '1', '--werner', '.9'], /sourceMhz: .*\n.*efficiencies: /],
])('refuses %j with 2', async (args, says) => {
  const { code, err, out } = await satqn(['calc', ...args]);
  expect({ code, out, trace: STACK_TRACE.test(err) }).toEqual({ code: 2, out: '', trace: false });
  expect(err).toMatch(says);
});
