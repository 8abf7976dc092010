import { formatLink } from '../model/share-link.ts';
import { keepNow } from './keep.ts';
import { change, current, slotAt } from './store.ts';

/** Puts a link to what is shown into the clipboard, and into the address. */
export async function copyLink(): Promise<void> {
  const studio = current();
  const { view, document } = studio;
  const { fragment, holdsScenario } = await formatLink({
    map: view.map,
    slot: slotAt(studio),
    demand: view.demand,
    target: view.highlight.selected,
    camera: view.camera,
    text: document.text,
    companions: document.companions,
    hash: document.hash,
  });
  history.replaceState(null, '', `#${fragment}`);
  keepNow();
  const note = holdsScenario
    ? 'The link contains the scenario.'
    : 'The scenario is too long for a link: send its file as well. The link recognises it by its hash.';
  try {
    await navigator.clipboard.writeText(location.href);
    change('view', { notice: `Copied. ${note}` });
  } catch {
    change('view', { notice: `The link is in the address bar. ${note}` });
  }
}
