import { sha256 } from '../../src/scenario/hash.ts';
import { parseLink, type Shared } from '../model/share-link.ts';
import { keepAll, noteServed, recall } from './keep.ts';
import { lookAtGround } from './look.ts';
import { openExample, openFiles, reopen, whenFirstSeen } from './open.ts';
import { change, current } from './store.ts';

/** What the command line opened is served beside the page, and the address says so. */
const SERVED = '#served';
const FIRST_EXAMPLE = 'eurasia';

/** Opens what was open before a reload, or what the address asks for, otherwise an example. */
export async function start(): Promise<void> {
  whenFirstSeen(settleView);
  addEventListener('hashchange', () => void openAddress());
  const served = location.hash === SERVED ? await fetchServed() : null;
  noteServed(served && (await sha256(served)));
  keepAll();
  const kept = await recall();
  if (kept) await reopen(kept);
  // Something else is served there by now, and goes before; what was kept is one step back.
  const isAsBefore = kept !== null && (served === null || kept.served === (await sha256(served)));
  if (isAsBefore) change('view', { notice: 'Restored your last session.' });
  else if (!(await openAddress()) && !kept) await openExample(FIRST_EXAMPLE);
}

/** What the command line opened; null where it is not there any more. */
async function fetchServed(): Promise<string | null> {
  const answer = await fetch('./served.json').catch(() => null);
  return answer?.ok ? answer.text() : null;
}

async function openAddress(): Promise<boolean> {
  if (location.hash === SERVED) {
    const served = await fetchServed();
    if (served === null) {
      change('view', { notice: 'The file that the command line opened is no longer available.' });
      return false;
    }
    await openFiles(JSON.parse(served));
    return true;
  }
  const shared = await parseLink(location.hash);
  if (!shared) return false;
  change('view', { awaited: shared });
  if (shared.text !== null) {
    const others = Object.entries(shared.companions).map(([name, text]) => ({ name, text }));
    await openFiles([{ name: 'shared.yaml', text: shared.text }, ...others]);
  } else if (shared.hash !== null) {
    change('view', { panel: 'scenario', notice: 'Open the scenario file that belongs to this link.' });
  } else change('view', { awaited: null, notice: 'The link is damaged: its scenario cannot be read.' });
  return shared.text !== null || shared.hash !== null;
}

/** How a newly opened scenario is looked at: as the link says that brought here, otherwise at its stations. */
function settleView(hasPlaces: boolean): void {
  const { view, document } = current();
  const shared = view.awaited;
  const isMeant = shared !== null && (shared.text !== null || shared.hash === document.hash);
  if (isMeant) {
    applyLink(shared);
    return;
  }
  if (shared)
    change('view', {
      notice: 'This is not the scenario that belongs to the link. Open the right file to continue.',
    });
  const wanted = view.map === 'table' ? 'table' : hasPlaces ? 'globe' : 'layers';
  change('view', { map: wanted });
  lookAtGround();
}

function applyLink(shared: Shared): void {
  const { scenario } = current().document;
  const slots = scenario?.horizon.slots ?? 1;
  const demand = scenario?.demands.find(({ id }) => id === shared.demand)?.id;
  const seconds = (Math.min(shared.slot, slots - 1) + 0.5) * (scenario?.horizon.slotSeconds ?? 1);
  change('view', {
    awaited: null,
    map: shared.map,
    camera: shared.camera,
    seconds,
    highlight: { hovered: null, selected: shared.target },
    ...(demand === undefined ? {} : { demand }),
  });
}
