import { afterAll, describe, expect, it } from 'vitest';
import type { HybridOptions } from '../../src/domain/hybrid.ts';
import { QUBO_EXPORTERS } from '../../src/exchange/exporters/exporters.ts';
import { formatRunRecord, parseRunRecord } from '../../src/io/run-record.ts';
import { TEXTBOOK } from '../../src/methods/benders/options.ts';
import type { Proof } from '../../src/methods/proof.ts';
import { DEFAULT_HYBRID, optionsOfRecord, type PlanOptions } from '../../src/planning/options.ts';
import { recordedMaster } from '../../src/planning/recorded-master.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { swappingSampler } from '../../src/qubo/built-in.ts';
import { formatCoo } from '../../src/qubo/coo.ts';
import { energyOf, type Qubo } from '../../src/qubo/qubo.ts';
import { reportHtml } from '../../src/report/html.ts';
import { summaryText } from '../../src/report/summary.ts';
import { handMade, smallInstance } from '../methods/instances.ts';
import { energyFrom, fromCoo } from '../qubo/from-coo.ts';
import { HARD, localEnvironment, run } from './run.ts';

const hybrid: HybridOptions = { ...DEFAULT_HYBRID, encoding: 'slack', samplerSeconds: 0.01, certify: 4 };
const sampled: Partial<PlanOptions> = { method: 'benders', benders: TEXTBOOK, hybrid };

describe('a run with a sampled master', async () => {
  const given: Qubo[] = [];
  const { record, events } = await run(HARD, {
    options: { ...sampled, hybrid: { ...hybrid, sampler: 'mine --fast' } },
    environment: {
      openSampler: async (name) => ({
        name,
        sample(task) {
          given.push(task.qubo);
          return swappingSampler.sample(task);
        },
      }),
    },
  });
  const proofs: Proof[] = events.flatMap((event) => (event.kind === 'proofs' ? event.proofs : []));
  const steps = record.hybridMaster!;
  afterAll(() => expect(given.length).toBeGreaterThan(3));

  it('closes the gap, is verified, and comes back from its file as it was', async () => {
    expect(record.status).toBe('optimal');
    expect(record.objective).toBeCloseTo((await run(HARD)).record.objective!, 5);
    const again = parseRunRecord(formatRunRecord(record));
    expect(again.hybridMaster).toEqual(steps);
    expect(optionsOfRecord(again).hybrid).toEqual({ ...hybrid, sampler: 'mine --fast' });
    expect((await verifyRecord(again, localEnvironment())).status).toBe('verified');
  });

  it('exports each of its masters as the sampler got it', async () => {
    const asked = steps.filter(({ sample }) => sample !== null);
    expect(asked).toHaveLength(given.length);
    for (const [index, { iteration, sample }] of asked.entries()) {
      const again = parseRunRecord(formatRunRecord(record));
      const qubo = await recordedMaster(
        { record: again, proofs },
        { iteration },
        localEnvironment(),
        () => {},
      );
      expect(formatCoo(qubo)).toBe(formatCoo(given[index]!));
      expect([qubo.linear.length, qubo.couplers.weight.length]).toEqual([
        sample!.variables,
        sample!.couplers,
      ]);
    }
  });

  it('writes the same function in every format', async () => {
    const qubo = given[2]!;
    const bits = Uint8Array.from(qubo.linear, (_, bit) => (bit % 3 === 0 ? 1 : 0));
    const [coo, bqpjson, bqm] = QUBO_EXPORTERS.map(({ write }) => write(qubo));
    const { total, ...read } = fromCoo(coo!);
    const p = JSON.parse(bqpjson!);
    const d = JSON.parse(bqm!);
    const energies = [
      energyFrom(read, bits),
      energyFrom(
        {
          constant: p.offset,
          entries: [
            ...p.linear_terms.map((t: { id: number; coeff: number }) => [t.id, t.id, t.coeff]),
            ...p.quadratic_terms.map((t: { id_head: number; id_tail: number; coeff: number }) => [
              t.id_head,
              t.id_tail,
              t.coeff,
            ]),
          ],
        },
        bits,
      ),
      energyFrom(
        {
          constant: d.offset,
          entries: [
            ...d.linear_biases.map((bias: number, bit: number) => [bit, bit, bias]),
            ...d.quadratic_biases.map((bias: number, at: number) => [
              d.quadratic_head[at],
              d.quadratic_tail[at],
              bias,
            ]),
          ],
        },
        bits,
      ),
    ];
    for (const energy of energies) expect(Math.abs(energy - energyOf(qubo, bits))).toBeLessThan(1e-9 * total);
    expect(p.variable_ids).toHaveLength(qubo.linear.length);
    expect(d.num_variables).toBe(qubo.linear.length);
  });

  it('refuses masters that there are not, and says which there are', async () => {
    const fail = (choice: Parameters<typeof recordedMaster>[1], change = {}) =>
      recordedMaster({ record: { ...record, ...change }, proofs }, choice, localEnvironment(), () => {});
    await expect(fail({ iteration: 1000 })).rejects.toThrow(/before iteration 1000.*from 2 to/);
    await expect(fail({ encoding: 'envelope' })).rejects.toThrow(/no QUBO.*--encoding slack/);
    const { hybridMaster, ...plain } = record;
    await expect(recordedMaster({ record: plain, proofs }, {}, localEnvironment(), () => {})).rejects.toThrow(
      /sampled no master.*--master qubo/,
    );
    await expect(
      recordedMaster({ record, proofs: proofs.slice(0, 1) }, {}, localEnvironment(), () => {}),
    ).rejects.toThrow(/has 1 of the \d+ cuts/);
  });

  it('has a section in the report and a list in the summary, which runs without one have not', async () => {
    const html = reportHtml(record);
    expect(html).toContain('<h2>Hybrid master</h2>');
    expect(html).toMatch(/outer bound: exact master/);
    expect(html).toMatch(/no sample touches it/);
    expect(summaryText(record, { color: false })).toMatch(/Hybrid master\n.*sampled \d+ times/);
    const plain = (await run(HARD, { options: { method: 'benders' } })).record;
    expect(plain).not.toHaveProperty('hybridMaster');
    expect(plain.options).not.toHaveProperty('hybrid');
    expect(reportHtml(plain)).not.toContain('Hybrid master');
    expect(summaryText(plain, { color: false })).not.toContain('Hybrid master');
  });

  it('is resumed with its steps, and exports those of both runs', async () => {
    const first = await run(HARD, { options: { ...sampled, iterationLimit: 4 } });
    const held = first.events.flatMap((event) => (event.kind === 'proofs' ? event.proofs : []));
    const before = first.record.hybridMaster!;
    const second = await run(HARD, {
      options: sampled,
      resume: { record: first.record, proofs: held },
    });
    const all = [...held, ...second.events.flatMap((event) => (event.kind === 'proofs' ? event.proofs : []))];
    const after = second.record.hybridMaster!;
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
    for (const { iteration, sample } of after) {
      if (!sample) continue;
      const qubo = await recordedMaster(
        { record: second.record, proofs: all },
        { iteration },
        localEnvironment(),
        () => {},
      );
      expect(qubo.couplers.weight.length).toBe(sample.couplers);
    }
    expect((await verifyRecord(second.record, localEnvironment())).status).toBe('verified');
  });
});

it('infeasible reads are counted and left out where weights are too small for a sampler without groups', async () => {
  const { record } = await run(HARD, {
    options: {
      ...sampled,
      iterationLimit: 5,
      hybrid: { ...hybrid, sampler: 'zeros', certify: 100 },
    },
    environment: {
      openSampler: async (name) => ({
        name,
        sample: async ({ qubo, groups }) => {
          // One read keeps to the groups, the other takes two paths in the first one.
          const fit = new Uint8Array(qubo.linear.length);
          for (const group of groups) fit[group.at(-1)!] = 1;
          const unfit = fit.slice();
          const wide = groups.find((group) => group.length > 1)!;
          unfit[wide[0]!] = 1;
          return { reads: [fit, unfit, unfit, unfit], trouble: null };
        },
      }),
    },
  });
  expect(record.hybridMaster![0]!.sample).toMatchObject({ reads: 4, feasibleShare: 0.25 });
  expect(summaryText(record, { color: false })).toMatch(/infeasible reads, which were left\s+out/);
});

it('minimum rates and telescopes that are pointed are refused with where they are', async () => {
  const demanding = smallInstance(1, { storage: true, minimumRate: 1 }).scenario;
  await expect(run(demanding, { options: sampled })).rejects.toThrow(
    /demands\[0\]\.minimumRate: .*minimum rate.*--master exact/,
  );
  await expect(run(demanding, { options: { method: 'benders' } })).resolves.toBeDefined();
  const pointed = handMade({
    slots: 2,
    capacity: { 'a-b': 10, 'b-c': 10 },
    terminals: { b: 1 },
    demands: [{ source: 'a', destination: 'b' }],
  }).scenario;
  await expect(run(pointed, { options: sampled })).rejects.toThrow(
    /maximumTerminals: .*telescopes.*--master exact/,
  );
});

it.each<[string, Partial<PlanOptions>, RegExp]>([
  ['another method', { method: 'milp' }, /milp has no master.*--method benders/],
  ['a rule', { scheme: 'greedy' }, /greedy follows a rule.*--master/],
  [
    'the envelope and a program',
    { hybrid: { ...hybrid, encoding: 'envelope', sampler: 'x' } },
    /envelope is no QUBO/,
  ],
  [
    'a guarantee that there is not',
    { hybrid: { ...hybrid, encoding: 'unbalanced', weights: 'guaranteed' } },
    /No weights of the encoding unbalanced/,
  ],
  ['no read', { hybrid: { ...hybrid, reads: 0 } }, /options\.hybrid\.reads/],
  ['a program where none can run', { hybrid: { ...hybrid, sampler: 'mine' } }, /mine cannot be started here/],
])('options that do not go together are refused: %s', async (_, options, says) => {
  await expect(run(HARD, { options: { ...sampled, ...options } })).rejects.toThrow(says);
});
