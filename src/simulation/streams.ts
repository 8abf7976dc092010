import { type RandomStream, randomStream } from '../base/random.ts';

/** What a stream of random numbers is for; each is of its own, so that none changes another. */
type Purpose =
  | 'arrivals'
  | 'idle'
  | 'thinning'
  | 'swaps'
  | 'purification'
  | 'storage'
  | 'steps'
  | 'news'
  | 'modes'
  | 'stores';

/** Numbers drawn before the first one counts: seeds of streams differ in few bits, which spread first. */
const WARM_UP = 8;

/** The stream of a link, flow or stock in one slot of one replication. */
export function streamOf(
  seed: number,
  purpose: Purpose,
  key: string,
  slot: number,
  replication: number,
): RandomStream {
  const stream = randomStream(seed, `${purpose}/${key}/${slot}/${replication}`);
  for (let drawn = 0; drawn < WARM_UP; drawn++) stream();
  return stream;
}
