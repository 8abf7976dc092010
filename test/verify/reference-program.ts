import type { DualPrices } from '../../src/domain/certificate.ts';
import type { Hop, Problem } from '../../src/domain/problem.ts';
import { type Column, type LinearProgram, packColumns, packRows, type Row } from '../../src/lp/program.ts';
import type { Solver } from '../../src/lp/solver.ts';

interface NamedRow extends Row {
  readonly family: keyof DualPrices | 'path choice';
  readonly key:
    | readonly [string, number]
    | readonly [string, string, number]
    | readonly [string, string, string, number];
}

/** The program written down a second time, straight from the row forms, for tiny problems. */
function referenceProgram(problem: Problem): {
  readonly program: LinearProgram;
  readonly rows: readonly NamedRow[];
} {
  const { topology, memory } = problem;
  const { slotCount: T, slotSeconds: delta } = topology;
  // Pairs are lost with 2/T; of what comes in or is drawn evenly over a slot, the mean over its moments counts.
  const lost = memory.model === 'loss' ? (2 * delta) / memory.coherenceSeconds : 0;
  const survival = Math.exp(-lost);
  const filledPerPair = lost === 0 ? 1 : (1 - survival) / lost;
  const drawnPerPair = lost === 0 ? 1 : (1 / survival - 1) / lost;
  const columns: Column[] = [];
  const index = new Map<string, number>();
  const add = (name: string, cost: number, lower: number, upper: number, integer = false) => {
    index.set(name, columns.length);
    columns.push({ name, cost, lower, upper, integer });
  };
  const at = (name: string) => index.get(name)!;
  const rows: NamedRow[] = [];
  const infinite = Number.POSITIVE_INFINITY;

  type Entries = [number, number][];
  const linkUse: Entries[][] = topology.slots.map(() => topology.links.map(() => []));
  const limited = (link: number): boolean =>
    topology.pointing != null && topology.pointing.links[link] !== null;
  /** What a route or fill over each limited link takes of w_e, by slot: rows of P5 and P6. */
  const pointedAt: {
    family: 'p5' | 'p6';
    key: string[];
    link: number;
    t: number;
    entries: Entries;
    most: number;
  }[] = [];
  const draws = new Map<string, Entries>();
  const drawsOf = (pair: number, subPath: number, t: number) => {
    const key = `${pair} ${subPath} ${t}`;
    if (!draws.has(key)) draws.set(key, []);
    return draws.get(key)!;
  };
  const use = (hops: readonly Hop[], t: number, column: number, cost: number) => {
    for (const hop of hops) {
      if (hop.kind === 'link') linkUse[t]![hop.link]!.push([column, cost]);
      else drawsOf(hop.pair, hop.subPath, t).push([column, cost * delta * drawnPerPair]);
    }
  };

  for (const demand of problem.demands) {
    for (let t = 0; t < T; t++) {
      const chosen: Entries = [];
      const served: Entries = [];
      for (const { id, hops, offers } of demand.paths) {
        const offer = offers.find(({ slot }) => slot === t);
        if (!offer) continue;
        add(`y ${demand.id} ${id} ${t}`, demand.weight[t]!, 0, infinite);
        add(`x ${demand.id} ${id} ${t}`, 0, 0, 1, true);
        const y = columns.length - 2;
        rows.push({
          family: 'path choice',
          key: ['', t],
          name: `C1 ${demand.id} ${id} ${t}`,
          lower: -infinite,
          upper: 0,
          entries: [
            [y, 1],
            [y + 1, -offer.rateCap],
          ],
        });
        chosen.push([y + 1, 1]);
        served.push([y, -1]);
        use(hops, t, y, offer.cost);
      }
      if (chosen.length === 0) continue;
      const overLimited = new Map<number, Entries>();
      for (const { id, hops } of demand.paths) {
        if (!index.has(`x ${demand.id} ${id} ${t}`)) continue;
        for (const hop of hops) {
          if (hop.kind !== 'link' || !limited(hop.link)) continue;
          const entries = overLimited.get(hop.link) ?? [];
          overLimited.set(hop.link, [...entries, [at(`x ${demand.id} ${id} ${t}`), 1]]);
        }
      }
      for (const [link, entries] of overLimited) {
        pointedAt.push({ family: 'p5', key: [demand.id], link, t, entries, most: 1 });
      }
      rows.push({
        family: 'path choice',
        key: ['', t],
        name: `C2 ${demand.id} ${t}`,
        lower: overLimited.size > 0 ? 0 : 1,
        upper: 1,
        entries: chosen,
      });
      rows.push({
        family: 'c7',
        key: [demand.id, t],
        name: `C7 ${demand.id} ${t}`,
        lower: -infinite,
        upper: -demand.minimumRate,
        entries: served,
      });
    }
  }
  problem.storagePairs.forEach((pair, n) => {
    pair.subPaths.forEach(({ id, hops, fills, initialStock }, p) => {
      for (const fill of fills) {
        add(`f ${n} ${p} ${fill.slot}`, 0, 0, infinite);
        use(hops, fill.slot, columns.length - 1, fill.cost);
        for (const hop of hops) {
          if (hop.kind !== 'link' || !limited(hop.link)) continue;
          const entries: Entries = [[columns.length - 1, 1]];
          const key = [pair.id, id];
          pointedAt.push({ family: 'p6', key, link: hop.link, t: fill.slot, entries, most: fill.rateCap });
        }
      }
      for (let t = 0; t <= T; t++) {
        add(`z ${n} ${p} ${t}`, 0, t === 0 ? initialStock : 0, t === 0 ? initialStock : infinite);
      }
    });
  });
  const age = 'maximumStorageSlots' in memory ? memory.maximumStorageSlots : null;
  problem.storagePairs.forEach((pair, n) => {
    pair.subPaths.forEach(({ id, initialStock }, p) => {
      const fill = (t: number, factor: number): Entries =>
        index.has(`f ${n} ${p} ${t}`) ? [[at(`f ${n} ${p} ${t}`), factor]] : [];
      for (let t = 0; t <= T; t++) {
        const z = at(`z ${n} ${p} ${t}`);
        const drawn = drawsOf(n, p, t);
        if (t < T) {
          rows.push({
            family: 'c5',
            key: [pair.id, id, t],
            name: `C5 ${n} ${p} ${t}`,
            lower: -infinite,
            upper: 0,
            entries: [...drawn, [z, -1]],
          });
          rows.push({
            family: 'c6',
            key: [pair.id, id, t + 1],
            name: `C6 ${n} ${p} ${t + 1}`,
            lower: age === null ? 0 : -infinite,
            upper: 0,
            entries: [
              [at(`z ${n} ${p} ${t + 1}`), 1],
              [z, -survival],
              ...drawn.map(([column, pairs]): [number, number] => [column, survival * pairs]),
              ...fill(t, -delta * filledPerPair),
            ],
          });
        }
        if (age !== null) {
          const fresh = Array.from({ length: age }, (_, a) => fill(t - a - 1, -delta)).flat();
          rows.push({
            family: 'freshness',
            key: [pair.id, id, t],
            name: `fresh ${n} ${p} ${t}`,
            lower: -infinite,
            upper: t < age ? initialStock : 0,
            entries: [[z, 1], ...fresh],
          });
        }
      }
    });
  });
  for (let t = 0; t <= T; t++) {
    for (const { node, capacity } of problem.storageNodes) {
      const held = problem.storagePairs.flatMap((pair, n) =>
        pair.ends.includes(node)
          ? pair.subPaths.map((_, p): [number, number] => [at(`z ${n} ${p} ${t}`), 1])
          : [],
      );
      rows.push({
        family: 'c3',
        key: [node, t],
        name: `C3 ${node} ${t}`,
        lower: -infinite,
        upper: capacity,
        entries: held,
      });
    }
  }
  topology.slots.forEach((slot, t) => {
    slot.link.forEach((link, position) => {
      if (limited(link)) return;
      rows.push({
        family: 'c4',
        key: [topology.links[link]!.id, t],
        name: `C4 ${link} ${t}`,
        lower: -infinite,
        upper: slot.capacity[position]!,
        entries: linkUse[t]![link]!,
      });
    });
  });
  pointingRows();
  return { program: { name: 'reference', columns: packColumns(columns), rows: packRows(rows) }, rows };

  /** w and u of every limited link in contact, and P1 to P6 and S. */
  function pointingRows(): void {
    const { pointing, nodes, links } = topology;
    if (pointing === undefined) return;
    const row = (
      family: NamedRow['family'],
      key: NamedRow['key'],
      name: string,
      upper: number,
      entries: Entries,
    ) => rows.push({ family, key, name, lower: -infinite, upper, entries });
    const capacityOf = (link: number, t: number): number => {
      const { link: there, pointing: inSlot } = topology.slots[t]!;
      const place = there.indexOf(link);
      if (place >= 0) return inSlot!.acquired[place]!;
      const acquiring = inSlot!.acquiring.indexOf(link);
      return acquiring < 0 ? 0 : inSlot!.acquiringCapacity[acquiring]!;
    };
    const column = (kind: 'w' | 'u', link: number, t: number): number | undefined =>
      index.get(`${kind} ${link} ${t}`);
    pointing.links.forEach((telescopes, link) => {
      if (telescopes === null) return;
      const inContact = Array.from({ length: T }, (_, t) => t).filter((t) => capacityOf(link, t) > 0);
      for (const t of inContact) {
        const use = pointing.stated?.find((one) => one.link === link && one.from <= t && t < one.to)?.use;
        add(`w ${link} ${t}`, 0, use === 'pin' ? 1 : 0, use === 'forbid' ? 0 : 1, true);
        add(`u ${link} ${t}`, 0, 0, 1);
      }
      const lost = telescopes.acquisitionSeconds / delta;
      const since = Array.from({ length: Math.ceil(lost) }, (_, j) => j);
      for (const t of inContact) {
        const w = column('w', link, t)!;
        const slewed = (weight: (j: number) => number) =>
          since.flatMap((j): Entries => {
            const u = column('u', link, t - j);
            return u === undefined ? [] : [[u, weight(j)]];
          });
        const capacity = capacityOf(link, t);
        row('p2', [links[link]!.id, t], `P2 ${link} ${t}`, 0, [
          ...linkUse[t]![link]!,
          [w, -capacity],
          ...slewed((j) => capacity * Math.min(1, lost - j)),
        ]);
        const before = column('w', link, t - 1);
        const anew: Entries = [
          [w, 1],
          [column('u', link, t)!, -1],
        ];
        if (before !== undefined) anew.push([before, -1]);
        row('path choice', ['', t], `P3 ${link} ${t}`, 0, anew);
        row('path choice', ['', t], `P4 ${link} ${t}`, 0, [...slewed(() => 1), [w, -1]]);
      }
    });
    for (const { family, key, link, t, entries, most } of pointedAt) {
      const name = [...key, links[link]!.id, t] as unknown as NamedRow['key'];
      row(family, name, `${family} ${name.join(' ')}`, 0, [...entries, [column('w', link, t)!, -most]]);
    }
    for (let t = 0; t < T; t++) {
      for (const [node, most] of pointing.terminals) {
        const taken = pointing.links.flatMap((telescopes, link): Entries => {
          const w = column('w', link, t);
          const count = telescopes?.terminals.find(([at]) => at === node)?.[1];
          return w === undefined || count === undefined ? [] : [[w, count]];
        });
        row('p1', [nodes[node]!.id, t], `P1 ${node} ${t}`, most, taken);
      }
      for (const node of new Set(pointing.sources)) {
        const fed = links.flatMap((_, link) =>
          pointing.sources[link] === node
            ? linkUse[t]![link]!.map(([user, cost]): [number, number] => [user, cost / capacityOf(link, t)])
            : [],
        );
        if (node >= 0) row('s', [nodes[node]!.id, t], `S ${node} ${t}`, 1, fed);
      }
    }
  }
}

export interface ReferenceResult {
  /** Optimum of the mixed-integer program, and of its LP relaxation. */
  readonly optimum: number;
  readonly relaxed: number;
  /** Optimal duals of the relaxation. */
  readonly prices: DualPrices;
}

/** Both optima and the duals; null where the problem is infeasible. */
export async function solveReference(solver: Solver, problem: Problem): Promise<ReferenceResult | null> {
  const { program, rows } = referenceProgram(problem);
  const model = await solver.open(program);
  const integer = await model.solve({ timeLimitSeconds: 20 });
  const relaxed = await model.solve({ timeLimitSeconds: 20, relax: true });
  await model.dispose();
  if (integer.status === 'infeasible') return null;
  if (integer.status !== 'optimal' || relaxed.status !== 'optimal') throw new Error(integer.status);
  const named = rows.map((row, i) => ({ ...row, price: relaxed.rowDuals![i]! }));
  const of = (family: NamedRow['family']) => named.filter((row) => row.family === family);
  const stocks = (family: NamedRow['family']) =>
    of(family).map(({ key: [pair, subPath, slot], price }) => ({
      pair,
      subPath: subPath as string,
      slot: slot as number,
      price,
    }));
  return {
    optimum: integer.objective!,
    relaxed: relaxed.objective!,
    prices: {
      c3: of('c3').map(({ key, price }) => ({ node: key[0], slot: key[1] as number, price })),
      c4: of('c4').map(({ key, price }) => ({ link: key[0], slot: key[1] as number, price })),
      c5: stocks('c5'),
      c6: stocks('c6'),
      freshness: stocks('freshness'),
      c7: of('c7').map(({ key, price }) => ({ demand: key[0], slot: key[1] as number, price })),
      ...(problem.topology.pointing && {
        p1: of('p1').map(({ key, price }) => ({ node: key[0], slot: key[1] as number, price })),
        p2: of('p2').map(({ key, price }) => ({ link: key[0], slot: key[1] as number, price })),
        p5: of('p5').map(({ key: [demand, link, slot], price }) => ({
          demand,
          link: link as string,
          slot: slot as number,
          price,
        })),
        p6: of('p6').map(({ key: [pair, subPath, link, slot], price }) => ({
          pair,
          subPath: subPath as string,
          link: link as string,
          slot: slot as number,
          price,
        })),
        s: of('s').map(({ key, price }) => ({ node: key[0], slot: key[1] as number, price })),
      }),
    },
  };
}
