#!/usr/bin/env node
// A sampler for `satqn plan --sampler`: descends from random bits until no single flip lowers the energy. It shows the
// protocol, and knows nothing of groups of paths, so most of what it prints may be infeasible.
import { readFileSync } from 'node:fs';

let [reads, size] = [1, 0];
const couplers = [];
for (const line of readFileSync(0, 'utf8').split('\n')) {
  const [first, second, value] = line.split(' ');
  if (first === 'c' && second === 'reads') reads = Number(value);
  else if (first === 'p') size = Number(line.split(' ')[3]);
  else if (/^\d+$/.test(first)) couplers.push([Number(first), Number(second), Number(value)]);
}
const linear = new Float64Array(size);
const neighbours = Array.from({ length: size }, () => []);
for (const [i, j, value] of couplers) {
  if (i === j) linear[i] += value;
  else {
    neighbours[i].push([j, value]);
    neighbours[j].push([i, value]);
  }
}
for (let read = 0; read < reads; read++) {
  const bits = Uint8Array.from(linear, () => Math.random() * 2);
  for (let isLower = true; isLower; ) {
    isLower = false;
    for (let i = 0; i < size; i++) {
      const field = neighbours[i].reduce((sum, [j, value]) => sum + value * bits[j], linear[i]);
      if ((bits[i] ? -field : field) >= -1e-9) continue;
      bits[i] = 1 - bits[i];
      isLower = true;
    }
  }
  process.stdout.write(`${bits.join('')}\n`);
}
