import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded source of numbers, uniform on [0, 1). */
export type RandomStream = () => number;

/**
 * One independent stream per kind of quantity, so drawing more of one kind does not change the others. The name is
 * hashed (FNV-1a) into the seed and mixed (MurmurHash3's finaliser): without the mixing, the streams of names that
 * differ only in the last letter would begin with nearly the same number.
 */
export function randomStream(seed: number, name: string): RandomStream {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${name}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  const generator = xoroshiro128plus(mix(hash));
  // 53 random bits from two 32-bit draws.
  return () => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
