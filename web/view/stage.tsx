import { formatNumber } from '../../src/report/numbers.ts';
import { zoomed } from '../model/camera.ts';
import { countLinks } from '../model/scene.ts';
import { lookAtGround } from '../state/look.ts';
import { mapSize } from '../state/map-size.ts';
import { stopReader } from '../state/reader.ts';
import { change, current, type MapView, slotAt, useStudio } from '../state/store.ts';
import { FindNode } from './find-node.tsx';
import { Icon } from './icons.tsx';
import { Later } from './later.tsx';
import { Legend } from './legend.tsx';
import { MapCanvas } from './map-canvas.tsx';

const VIEWS: readonly { readonly name: MapView; readonly label: string }[] = [
  { name: 'globe', label: 'Globe' },
  { name: 'layers', label: 'Network' },
  { name: 'table', label: 'Table' },
];

// A first visit shows a map; nothing on it is asked about or changed.
const loadTable = () => import('./link-table.tsx').then(({ LinkTable }) => LinkTable);

const loadDraftForm = () => import('./draft-form.tsx').then(({ DraftForm }) => DraftForm);
const loadInspectors = () => import('./inspector.tsx').then(({ Inspectors }) => Inspectors);

/** The network at the chosen time: on the globe, in layers, or as a table. */
export function Stage() {
  const map = useStudio(({ view }) => view.map);
  const editing = useStudio(({ view }) => view.editing);
  const file = useStudio(({ document }) => document.file);
  return (
    <section className="stage" aria-label="Network">
      <div className="stage-bar">
        <fieldset className="segmented">
          <legend className="unseen">View</legend>
          {VIEWS.map(({ name, label }) => (
            <label key={name}>
              <input
                type="radio"
                name="view"
                checked={map === name}
                onChange={() => change('view', { map: name, editing: name === 'globe' && editing })}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        {map !== 'table' && <FindNode key={file} />}
        {map === 'globe' && <GlobeTools editing={editing} />}
      </div>
      {map === 'table' ? <Later load={loadTable}>{(LinkTable) => <LinkTable />}</Later> : <MapWithFacts />}
      <Legend />
    </section>
  );
}

function GlobeTools({ editing }: { readonly editing: boolean }) {
  const zoom = (factor: number) =>
    change('view', { camera: zoomed(current().view.camera, mapSize(), factor) });
  return (
    <div className="tool-row">
      <button
        type="button"
        className="button"
        aria-pressed={editing}
        title="Edit on the map"
        onClick={() => change('view', { editing: !editing, draft: null })}
      >
        <Icon name="edit" />
        <span>Edit</span>
      </button>
      <button
        type="button"
        className="button icon-only"
        aria-label="Zoom in"
        title="Zoom in"
        onClick={() => zoom(1.5)}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        className="button icon-only"
        aria-label="Zoom out"
        title="Zoom out"
        onClick={() => zoom(1 / 1.5)}
      >
        <Icon name="minus" />
      </button>
      <button
        type="button"
        className="button icon-only"
        aria-label="Show all stations"
        title="Show all stations"
        onClick={lookAtGround}
      >
        <Icon name="fit" />
      </button>
    </div>
  );
}

function MapWithFacts() {
  const label = useStudio(mapLabel);
  const building = useStudio(({ network }) => network.building);
  const issues = useStudio(({ network }) => network.issues);
  const silent = useStudio(({ reader }) => reader.silentSeconds);
  const isEdited = useStudio(({ view }) => view.editing || view.draft !== null);
  const isAsked = useStudio(
    ({ view }) => view.highlight.selected !== null || view.highlight.hovered !== null,
  );
  return (
    <div className="map">
      <MapCanvas label={label} />
      {building !== null && silent === null && (
        <p className="map-note" role="status">
          Building the links of every slot{building > 0 ? `: ${Math.round(100 * building)} %` : ' …'}
        </p>
      )}
      {silent !== null && (
        <div className="map-note" role="alert">
          <p>
            The scenario reader has not answered for {silent} s. It may be busy with a large network or have
            crashed; your text is safe.
          </p>
          <button type="button" className="button" onClick={stopReader}>
            Stop it
          </button>
        </div>
      )}
      {issues.length > 0 && (
        <div className="map-note bad" role="alert">
          {issues.slice(0, 3).map((issue) => (
            <p key={`${issue.path} ${issue.message}`}>
              {issue.path && <b>{issue.path}: </b>}
              {issue.message} {issue.hint}
            </p>
          ))}
        </div>
      )}
      {isAsked && <Later load={loadInspectors}>{(Inspectors) => <Inspectors />}</Later>}
      {isEdited && <Later load={loadDraftForm}>{(DraftForm) => <DraftForm />}</Later>}
    </div>
  );
}

/** What a screen reader says of the picture. */
function mapLabel(studio: ReturnType<typeof current>): string {
  const { network, document, view } = studio;
  const nodes = network.ephemeris?.nodes ?? [];
  const count = (kind: string) => nodes.filter((node) => node.kind === kind).length;
  const slot = slotAt(studio);
  const { present, drawn } = countLinks(network.topology, slot, view.classes);
  const some = drawn < present ? `, ${formatNumber(drawn)} of them drawn` : '';
  const keys = view.map === 'globe' ? ' Arrow keys turn it, plus and minus zoom.' : '';
  if (!document.scenario) return `Map without a network.${keys}`;
  return `${view.map === 'globe' ? 'Globe' : 'Network in layers'}: ${formatNumber(count('satellite'))} satellites, ${count('aerial')} aerial platforms, ${count('ground')} stations, ${formatNumber(present)} links in slot ${slot + 1}${some}. The view Table lists them.${keys}`;
}
