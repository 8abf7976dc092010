/** The paper's program, with telescopes, from the exported JSON of an instance alone. */
import { type Column, type LinearProgram, packColumns, packRows, type Row } from '../../src/lp/program.ts';
import type { exportInstance } from '../../src/model/export-instance.ts';

export type Exported = ReturnType<typeof exportInstance>;
type Route = Pick<
  Exported['demands'][number]['paths'][number],
  'links' | 'stored' | 'modeSeconds' | 'messageBits'
>;
const INFINITY = Number.POSITIVE_INFINITY;

/** Of a slot of a memory that loses pairs: s, and the means of e^−x and e^x over it. */
function lossOver({
  slotSeconds,
  memory,
}: Exported): readonly [survival: number, kept: number, needed: number] {
  if (memory?.model !== 'loss') return [1, 1, 1];
  const lost = (2 * slotSeconds) / memory.coherenceSeconds;
  return [Math.exp(-lost), (1 - Math.exp(-lost)) / lost, (Math.exp(lost) - 1) / lost];
}

/** Y^max from links, stores, costs, modes and messages: min C/g (per slot: C/(gδ)), B/(gδ), M/seconds and bit/s/bits. */
export function rateCap(
  instance: Exported,
  { links, stored, modeSeconds = [], messageBits = [] }: Route,
  cost: number,
  slot: number,
): number {
  const perSecond = instance.capacityUnit === 'pairs-per-slot' ? instance.slotSeconds : 1;
  const room = new Map(instance.storageNodes.map(({ node, capacity }) => [node, capacity]));
  return Math.min(
    ...links.map((id) => instance.links.find((link) => link.id === id)!.capacity[slot]! / perSecond / cost),
    ...stored.map(({ pair }) => {
      const { ends } = instance.storagePairs.find(({ id }) => id === pair)!;
      return (
        Math.min(room.get(ends[0])!, room.get(ends[1])!) /
        (cost * instance.slotSeconds * lossOver(instance)[2])
      );
    }),
    ...modeSeconds.map(
      ({ node, seconds }) => instance.memoryModes!.find((one) => one.node === node)!.modes / seconds[slot]!,
    ),
    ...messageBits.map(({ way, bits }) => instance.messageWays![way]!.bitsPerSecond / bits[slot]!),
  );
}

export function programOf(instance: Exported): LinearProgram {
  const { slots: T, slotSeconds: delta, memory } = instance;
  const [survival, kept, needed] = lossOver(instance);
  const columns: Column[] = [];
  const rows: Row[] = [];
  const add = (name: string, column: Partial<Column>): number =>
    columns.push({ name, cost: 0, lower: 0, upper: INFINITY, ...column }) - 1;
  const row = (name: string, lower: number, upper: number, entries: Row['entries']) =>
    rows.push({ name, lower, upper, entries });

  type Use = [column: number, amount: number];
  const used = new Map<string, Use[]>(); // by `link slot` and `pair subPath slot`
  const usesOf = (...key: (string | number)[]) => {
    const name = key.join(' ');
    if (!used.has(name)) used.set(name, []);
    return used.get(name)!;
  };
  const selected = new Map<string, Use[]>(); // by `link slot demand`
  const pathsOver = (link: string, t: number, demand: string) => {
    const name = [link, t, demand].join(' ');
    if (!selected.has(name)) selected.set(name, []);
    return selected.get(name)!;
  };
  const fillings: (Route & { readonly slot: number; readonly column: number; readonly cost: number })[] = [];
  const pointed = new Set(instance.links.flatMap(({ id, terminals }) => (terminals ? [id] : [])));
  const isPointed = (link: string) => pointed.has(link);
  const draw = (
    { links, stored, modeSeconds = [], messageBits = [] }: Route,
    t: number,
    column: number,
    cost: number,
  ) => {
    for (const { node, seconds } of modeSeconds) usesOf('modes', node, t).push([column, seconds[t]!]);
    for (const { way, bits } of messageBits) usesOf('messages', way, t).push([column, bits[t]!]);
    for (const link of links) usesOf(link, t).push([column, cost]);
    for (const { pair, subPath } of stored) usesOf(pair, subPath, t).push([column, cost * delta * needed]);
  };

  for (const { id, weight, minimumRate, paths } of instance.demands) {
    for (let t = 0; t < T; t++) {
      const x: Use[] = [];
      const y: Use[] = [];
      for (const path of paths) {
        const cost = path.cost[t]!;
        if (cost === null) continue;
        const select = add(`x ${id} ${path.id} ${t}`, { upper: 1, integer: true });
        const rate = add(`y ${id} ${path.id} ${t}`, { cost: weight[t]! });
        for (const link of path.links) pathsOver(link, t, id).push([select, 1]);
        row(`C1 ${id} ${path.id} ${t}`, -INFINITY, 0, [
          [rate, 1],
          [select, -path.rateCap[t]!],
        ]);
        draw(path, t, rate, cost);
        x.push([select, 1]);
        y.push([rate, 1]);
      }
      if (x.length === 0) continue;
      const needsTelescope = paths.some((path) => path.cost[t] !== null && path.links.some(isPointed));
      row(`C2 ${id} ${t}`, needsTelescope ? -INFINITY : 1, 1, x);
      row(`C7 ${id} ${t}`, minimumRate ?? 0, INFINITY, y);
    }
  }
  const stocks = instance.storagePairs.flatMap(({ id: pair, ends, subPaths }) =>
    subPaths.map((subPath) => {
      const { initialStock } = subPath;
      const z = Array.from({ length: T + 1 }, (_, t) =>
        add(`z ${pair} ${subPath.id} ${t}`, t === 0 ? { lower: initialStock, upper: initialStock } : {}),
      );
      const fill = subPath.cost.map((cost, t): Use[] => {
        if (cost === null) return [];
        const column = add(`f ${pair} ${subPath.id} ${t}`, {});
        draw(subPath, t, column, cost);
        fillings.push({ ...subPath, slot: t, column, cost });
        return [[column, -delta * kept]];
      });
      return { pair, ends, id: subPath.id, initialStock, z, fill };
    }),
  );
  const age = memory && 'maximumStorageSlots' in memory ? memory.maximumStorageSlots : null;
  for (const { pair, id, initialStock, z, fill } of stocks) {
    for (let t = 0; t < T; t++) {
      const served = usesOf(pair, id, t);
      row(`C5 ${pair} ${id} ${t}`, -INFINITY, 0, [...served, [z[t]!, -1]]);
      row(`C6 ${pair} ${id} ${t}`, age === null ? 0 : -INFINITY, 0, [
        [z[t + 1]!, 1],
        [z[t]!, -survival],
        ...served.map(([column, pairs]): Use => [column, survival * pairs]),
        ...fill[t]!,
      ]);
      if (age === null) continue;
      const oldest = t + 1 - age; // z^{t+1} comes from slots oldest..t; what was there at first is of slot −1.
      row(`age ${pair} ${id} ${t}`, -INFINITY, oldest < 0 ? initialStock : 0, [
        [z[t + 1]!, 1],
        ...fill.slice(Math.max(0, oldest), t + 1).flat(),
      ]);
    }
  }
  for (const { node, capacity } of instance.storageNodes) {
    const here = stocks.filter(({ ends }) => ends.includes(node));
    for (let t = 0; t <= T; t++)
      row(
        `C3 ${node} ${t}`,
        -INFINITY,
        capacity,
        here.map(({ z }): Use => [z[t]!, 1]),
      );
  }
  for (const { node, modes } of instance.memoryModes ?? []) {
    const here = stocks.filter(({ ends }) => ends.includes(node));
    for (let t = 0; t < T; t++) {
      for (const when of [t, t + 1]) {
        const held = here.map(({ z }): Use => [z[when]!, 1]);
        row(`C8 ${node} ${t} ${when}`, -INFINITY, modes, [...usesOf('modes', node, t), ...held]);
      }
    }
  }
  for (const [way, { bitsPerSecond }] of (instance.messageWays ?? []).entries())
    for (let t = 0; t < T; t++) row(`C9 ${way} ${t}`, -INFINITY, bitsPerSecond, usesOf('messages', way, t));
  const perSecond = instance.capacityUnit === 'pairs-per-slot' ? delta : 1;
  for (const { id, capacity, terminals } of instance.links) {
    if (terminals) continue;
    for (let t = 0; t < T; t++) row(`C4 ${id} ${t}`, -INFINITY, capacity[t]! / perSecond, usesOf(id, t));
  }

  // Telescopes: w and u wherever a limited link is in contact, whether or not a path uses it.
  const takenBy = new Map<string, Use[]>(); // by `node slot`
  const fedBy = new Map<string, Use[]>(); // by `node slot`
  const noted = (map: Map<string, Use[]>, key: string, ...uses: Use[]) =>
    map.set(key, [...(map.get(key) ?? []), ...uses]);
  for (const { id, terminals, lostShares = [], acquiredCapacity, sharedSource } of instance.links) {
    if (!acquiredCapacity) continue;
    const w = new Map<number, number>();
    const u = new Map<number, number>();
    for (let t = 0; t < T; t++) {
      const capacity = acquiredCapacity[t]! / perSecond;
      if (capacity === 0) continue;
      if (sharedSource !== undefined) {
        const shares = usesOf(id, t).map(([column, amount]): Use => [column, amount / capacity]);
        noted(fedBy, `${sharedSource} ${t}`, ...shares);
      }
      if (!terminals) continue;
      const decided = instance.pointings?.find(({ link, from, to }) => link === id && from <= t && t < to);
      w.set(
        t,
        add(`w ${id} ${t}`, {
          lower: decided?.use === 'pin' ? 1 : 0,
          upper: decided?.use === 'forbid' ? 0 : 1,
          integer: true,
        }),
      );
      u.set(t, add(`u ${id} ${t}`, { upper: 1 }));
      for (const { node, count } of terminals) noted(takenBy, `${node} ${t}`, [w.get(t)!, count]);
      const anew = lostShares.flatMap((share, j): Use[] => (u.has(t - j) ? [[u.get(t - j)!, share]] : []));
      row(`P2 ${id} ${t}`, -INFINITY, 0, [
        ...usesOf(id, t),
        [w.get(t)!, -capacity],
        ...anew.map(([column, share]): Use => [column, share * capacity]),
      ]);
      row(`P3 ${id} ${t}`, 0, INFINITY, [
        [u.get(t)!, 1],
        [w.get(t)!, -1],
        ...(w.has(t - 1) ? [[w.get(t - 1)!, 1] satisfies Use] : []),
      ]);
      if (anew.length > 0)
        row(`P4 ${id} ${t}`, -INFINITY, 0, [...anew.map(([column]): Use => [column, 1]), [w.get(t)!, -1]]);
      for (const demand of instance.demands)
        row(`P5 ${id} ${t} ${demand.id}`, -INFINITY, 0, [...pathsOver(id, t, demand.id), [w.get(t)!, -1]]);
      for (const { links, slot, column, cost } of fillings) {
        if (slot !== t || !links.includes(id)) continue;
        // Y^max_n: no filling takes more than its links carry.
        const most = Math.min(
          ...links.map(
            (link) => instance.links.find((one) => one.id === link)!.capacity[t]! / perSecond / cost,
          ),
        );
        row(`P6 ${id} ${t} ${column}`, -INFINITY, 0, [
          [column, 1],
          [w.get(t)!, -most],
        ]);
      }
    }
  }
  for (const { node, count } of instance.terminals ?? [])
    for (let t = 0; t < T; t++) row(`P1 ${node} ${t}`, -INFINITY, count, takenBy.get(`${node} ${t}`) ?? []);
  for (const [key, uses] of fedBy) row(`S ${key}`, -INFINITY, 1, uses);
  return { name: 'from the export', columns: packColumns(columns), rows: packRows(rows) };
}
