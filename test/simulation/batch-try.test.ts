import { expect, it } from 'vitest';
import { randomCase } from './random-execution.ts';
import { runBatch } from '../../src/simulation/batch/batch-engine.ts';
import { runPairs } from '../../src/simulation/pairs-engine.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { LEDGER_KEYS } from '../../src/domain/simulation.ts';

const ks = (a: number[], b: number[]) => {
  const all = [...new Set([...a, ...b])].sort((x, y) => x - y);
  const A=[...a].sort((x,y)=>x-y),B=[...b].sort((x,y)=>x-y);
  let i=0,j=0,d=0;
  for (const v of all) { while(i<A.length&&A[i]!<=v)i++; while(j<B.length&&B[j]!<=v)j++; d=Math.max(d,Math.abs(i/A.length-j/B.length)); }
  return d/Math.sqrt(1/a.length+1/b.length);
};
it('try', () => {
  let bad: string[] = [];
  const N = 400;
  for (let seed = 1; seed <= 60; seed++) {
    const c = randomCase(seed);
    const inf = c.execution.flows.map((f) => ({ ...f, endForgets: 0, hopForgets: f.hopForgets.map(() => 0) }));
    const execution = { ...c.execution, flows: inf, demands: c.execution.demands.map((d) => ({ ...d, forgets: 0 })) };
    const options = { ...c.options, discipline: 'planned' as const, relayBuffer: null, arrivals: c.options.arrivals === 'regular' ? 'poisson' as const : c.options.arrivals };
    const p = Array.from({ length: N }, (_, i) => runPairs(execution, options, i, execution.demands.map(noLatencies)));
    const q = Array.from({ length: N }, (_, i) => runBatch(execution, options, i + 10000, execution.demands.map(noLatencies)));
    for (const o of q) {
      const l = o.ledger; let s = l[0]! + l[1]!; for (let k = 2; k < l.length; k++) s -= l[k]!;
      expect(s, `seed ${seed}`).toBe(0);
      expect(l.every((x) => x >= 0 && Number.isInteger(x)), `${seed} ${l}`).toBe(true);
    }
    const m = (x: number[]) => x.reduce((s, v) => s + v, 0) / x.length;
    LEDGER_KEYS.forEach((key, k) => {
      const [x, y] = [p.map((o) => o.ledger[k]!), q.map((o) => o.ledger[k]!)];
      const v = ks(x, y);
      if (v > 1.63) bad.push(`${seed} ${execution.stored.model} ${options.arrivals} ${key} ${v.toFixed(2)} ${m(x).toFixed(2)} ${m(y).toFixed(2)}`);
    });
    for (const f of ['inSpec', 'delivered', 'before','after','slotsMet','ageIntegral'] as const) for (const d of [0, 1]) {
      const [x, y] = [p.map((o) => o[f][d]!), q.map((o) => o[f][d]!)];
      const v = ks(x, y);
      if (v > 1.63) bad.push(`${seed} ${f}${d} ${v.toFixed(2)} ${m(x).toFixed(2)} ${m(y).toFixed(2)}`);
    }
    for (const f of ['starvedFills', 'starvedDraws'] as const) {
      const [x, y] = [p.map((o) => o[f]), q.map((o) => o[f])];
      const v = ks(x, y);
      if (v > 1.63) bad.push(`${seed} ${f} ${v.toFixed(2)} ${m(x).toFixed(2)} ${m(y).toFixed(2)}`);
    }
  }
  console.log(bad.join('\n'));
});
