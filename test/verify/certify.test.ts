import { describe, expect, it } from 'vitest';
import { type DualPrices, NO_PRICES } from '../../src/domain/certificate.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { certify } from '../../src/verify/certify.ts';
import { lagrangianBound } from '../../src/verify/lagrangian.ts';
import { type Draft, draft } from './fixture.ts';

/** A catalogue with one path of a~b in each slot, each worth at most 100: bound 200 at no prices. */
function certifyDraft(prices: DualPrices | null, change?: (draft: Draft) => void, catalogueViolation = 0) {
  const input = draft(change);
  const offers = [0, 1].map((slot) => ({
    slot,
    cost: 1,
    rateCap: 100,
    fidelity: 0.9,
    deliveredFidelity: 0.9,
  }));
  const problem: Problem = {
    topology: input.topology,
    storageNodes: [],
    storagePairs: [],
    demands: [
      {
        id: 'a~b',
        source: 'a',
        destination: 'b',
        weight: [1, 1],
        fidelityTarget: 0.88,
        minimumRate: 0,
        paths: [{ id: 'p', nodes: ['a', 'b'], hops: [{ kind: 'link', link: 0 }], offers }],
        reach: ['usable', 'usable'],
      },
    ],
    memory: { model: 'ideal' },
  };
  const catalogue = {
    constraint: 'catalogue' as const,
    checked: 1,
    maxViolation: catalogueViolation,
    worst: null,
  };
  return certify({ ...input, dualBound: prices && lagrangianBound({ problem, prices }), catalogue });
}

describe('certificate', () => {
  it('verified: value and pairs recomputed, no prices, the bound as the solver states it', () => {
    expect(certifyDraft(null)).toMatchObject({
      status: 'verified',
      tolerance: 1e-6,
      objective: 114,
      totalPairs: 1280,
      dualBound: null,
      bound: 'by the solver',
    });
  });
  it.each([
    [200, 'rechecked'],
    [200 - 1e-5, 'rechecked'],
    [199, 'by the solver'],
    [null, 'none'],
  ])('with a recomputed bound of 200, a stated one of %s is %s', (stated, bound) => {
    const certificate = certifyDraft(NO_PRICES, (d) => {
      d.bound = stated;
    });
    expect(certificate).toMatchObject({ status: 'verified', dualBound: 200, bound });
  });
  it.each([
    [1e-7, 'verified'],
    [1e-5, 'failed'],
  ])('a catalogue that is off by %d: %s', (violation, status) => {
    const certificate = certifyDraft(null, undefined, violation);
    expect(certificate).toMatchObject({ status, maxViolation: violation });
    expect(certificate.checks.at(-1)?.constraint).toBe('catalogue');
  });
  it('failed: with the largest of all violations', () => {
    const certificate = certifyDraft(null, (d) => {
      d.plan.fills[0]!.rate = 50;
      d.plan.stocks[0]!.pairs = [0, 500, 101];
    });
    // C4 by 10 %; C6 by 1 %.
    expect(certificate.status).toBe('failed');
    expect(certificate.maxViolation).toBeCloseTo(0.1, 9);
    const failing = certificate.checks.filter((check) => check.maxViolation > 1e-6);
    expect(failing.map((check) => check.constraint)).toEqual(['C4', 'C6']);
  });
});
