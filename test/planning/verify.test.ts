import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate } from '../../src/domain/certificate.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { formatRunRecord, parseRunRecord } from '../../src/io/run-record.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { HARD, localEnvironment, run } from './run.ts';

type Forge<T> = T extends object ? { -readonly [K in keyof T]: Forge<T[K]> } : T;
type Draft = Forge<RunRecord>;

const verify = (record: RunRecord): Promise<Certificate> => verifyRecord(record, localEnvironment());
const failing = ({ checks }: Certificate) =>
  checks.filter(({ maxViolation }) => maxViolation > 1e-6).map(({ constraint }) => constraint);

describe('the verification of a record', () => {
  let honest: RunRecord;
  beforeAll(async () => {
    // As it comes back from its file.
    const text = formatRunRecord((await run(HARD)).record);
    honest = parseRunRecord(text);
    // What is read and written again is the same text.
    expect(formatRunRecord(honest)).toBe(text);
  });

  const forged = (forge: (draft: Draft) => void): RunRecord => {
    const draft = structuredClone(honest) as Draft;
    forge(draft);
    return draft as RunRecord;
  };

  it('finds nothing wrong in a new one', async () => {
    expect(honest.plan!.fills.length).toBeGreaterThan(0);
    const certificate = await verify(honest);
    expect(certificate.status).toBe('verified');
    const check = certificate.checks.at(-1)!;
    expect(check.constraint).toBe('record');
    expect(check.checked).toBeGreaterThan(50);
    expect(check.maxViolation).toBeLessThan(1e-6);
  });

  it.each<[string, (draft: Draft) => void]>([
    ['totalPairs', (d) => (d.totalPairs = 1e9)],
    ['totalPairs', (d) => (d.totalPairs = null)],
    ['expectedPairs', (d) => (d.expectedPairs = 5)],
    ['bounds.incumbent', (d) => (d.bounds.incumbent! *= 2)],
    ['bounds.relativeGap', (d) => (d.bounds.relativeGap = 0.5)],
    [
      'bounds.bound',
      (d) => {
        d.bounds.bound = d.relaxation.bound! * 3;
        for (const point of d.trajectory) point.bound = d.bounds.bound;
      },
    ],
    ['relaxation.bound', (d) => (d.relaxation.bound! /= 2)],
    ['method', (d) => (d.method = 'milp')],
    ['status', (d) => (d.status = 'infeasible')],
    ['status', (d) => (d.status = 'no-incumbent')],
    ['scenario.name', (d) => (d.scenario.name = 'another')],
    ['certificate', (d) => (d.certificate = null)],
    ['certificate.status', (d) => (d.certificate!.status = 'failed')],
    ['certificate.objective', (d) => (d.certificate!.objective *= 2)],
    ['certificate.dualBound', (d) => (d.certificate!.dualBound! *= 2)],
    ['certificate.bound', (d) => (d.certificate!.bound = 'none')],
    ['catalogue.realPaths', (d) => (d.catalogue.realPaths += 1)],
    ['catalogue.choices', (d) => (d.catalogue.choices += 1)],
    ['horizon.slotSeconds', (d) => (d.horizon.slotSeconds *= 2)],
    ['nodes', (d) => d.nodes.pop()],
    ['nodes[0].kind', (d) => (d.nodes[0]!.kind = d.nodes[0]!.kind === 'ground' ? 'aerial' : 'ground')],
    ['links', (d) => d.links.pop()],
    ['links[0].id', (d) => (d.links[0]!.id = 'x')],
    ['demands', (d) => d.demands.pop()],
    ['demands[0].deliveredPairs', (d) => (d.demands[0]!.deliveredPairs += 1)],
    ['demands[1].meanRate', (d) => (d.demands[1]!.meanRate *= 2)],
    ['demands[0].fidelityBefore', (d) => (d.demands[0]!.fidelityBefore = 0.5)],
    ['demands[0].fidelityAfter', (d) => (d.demands[0]!.fidelityAfter = 1)],
    ['demands[0].shares.virtual', (d) => (d.demands[0]!.shares.virtual = 0.123)],
    ['demands[0].idleSlots', (d) => d.demands[0]!.idleSlots.push({ slot: 0, reasons: ['no contact'] })],
    ['storage[0].capacity', (d) => (d.storage[0]!.capacity += 1)],
    ['storage[0].pairs[1]', (d) => (d.storage[0]!.pairs[1]! += 10)],
    ['exempt', (d) => d.exempt.push({ demand: d.demands[0]!.demand, slot: 0 })],
    ['schedule', (d) => (d.plan!.pointing = [])],
    ['shortages', (d) => d.shortages.push({ demand: d.demands[0]!.demand, slot: 0, missingRate: 1 })],
  ])('finds a forged %s (case %#)', async (where, forge) => {
    const certificate = await verify(forged(forge));
    expect(certificate.status).toBe('failed');
    expect(failing(certificate)).toEqual(['record']);
    const worst = certificate.checks.at(-1)!.worst!;
    expect(worst === where || worst.startsWith(`${where}: `), worst).toBe(true);
  });

  it('leaves the stated objective to the check of that name', async () => {
    expect(failing(await verify(forged((d) => (d.objective! *= 2))))).toEqual(['objective']);
  });

  it('compares the status with the gap', async () => {
    const withGap = (status: Draft['status'], gap: number) =>
      forged((d) => {
        d.status = status;
        d.options = { ...(honest.options as object), gap };
        d.bounds.bound = d.bounds.incumbent! * 1.02;
        d.bounds.relativeGap = 0.02 / 1.02;
        for (const point of d.trajectory) point.bound = Math.max(point.bound!, d.bounds.bound);
        d.certificate!.bound = 'by the solver';
      });
    expect(failing(await verify(withGap('gap-reached', 0.02)))).toEqual([]);
    expect(failing(await verify(withGap('time-limit', 0.01)))).toEqual([]);
    expect(failing(await verify(withGap('gap-reached', 0.01)))).toEqual(['record']);
    const optimal = await verify(withGap('optimal', 0.02));
    expect(optimal.checks.at(-1)!.worst).toBe(
      'status: says optimal, and gap-reached follows from its bounds',
    );
    const claimed = await verify(withGap('optimal', 0.01));
    expect(claimed.checks.at(-1)!.worst).toBe('status: says optimal, but the gap is larger');
  });

  it('stops at unknown names, and at circular sub-paths', async () => {
    const unknown = forged((d) => (d.plan!.routes[0]!.hops[0] = { link: 'nowhere' }));
    expect(failing(await verify(unknown))).toContain('path');
    const circle = forged((d) => {
      const { pair, id } = d.plan!.subPaths[0]!;
      d.plan!.subPaths[0]!.hops = [{ pair, subPath: id }];
    });
    expect(failing(await verify(circle))).toContain('path');
    const stock = forged((d) => (d.plan!.stocks[0]!.pair = 'nobody~nowhere'));
    expect(failing(await verify(stock))).toContain('path');
  });
});
