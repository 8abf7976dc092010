import { useMemo, useState } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { formatNumber } from '../../src/report/numbers.ts';
import { slotWords } from '../model/moment.ts';
import {
  type Decided,
  type PointingBar,
  type TelescopeGroup,
  type TelescopeSource,
  telescopeGroups,
} from '../model/telescopes.ts';
import { INKS } from '../paint/ink.ts';
import { select } from '../state/look.ts';
import { change, current, useStudio } from '../state/store.ts';
import { planUse } from './plan-use.ts';
import { PointingDetails } from './pointing-details.tsx';
import { useTheme } from './theme.ts';
import '../style/telescopes.css';
import { useSlot } from './use-slot.ts';

/** More than these nobody looks through, and they take a browser long to draw. */
const MOST_NODES = 100;
const NO_DECISIONS: TelescopeSource['decisions'] = [];

/** A lane a telescope, by node: what it looks at when, and below what else was in view. */
export function Telescopes({ record }: { readonly record: RunRecord }) {
  const topology = useStudio(({ network }) => network.topology);
  const scenario = useStudio(({ document }) => document.scenario);
  const seconds = useStudio(({ view }) => view.seconds);
  const [all, setAll] = useState(record.plan?.pointing?.length === 0);
  const decisions = scenario?.pointings ?? NO_DECISIONS;
  const source = useMemo(
    (): TelescopeSource => ({ record, topology, usage: planUse(record, scenario).usage, decisions }),
    [record, topology, scenario, decisions],
  );
  const groups = useMemo(() => telescopeGroups(source, all), [source, all]);
  const { slots, slotSeconds } = record.horizon;
  const ink = INKS[useTheme()];
  return (
    <div className="telescopes">
      <div className="telescope-rows">
        <div className="telescope-groups">
          {groups.slice(0, MOST_NODES).map((group) => (
            <Group key={group.node} group={group} slots={slots} colours={ink.classes} />
          ))}
          <div className="timeline-axis" aria-hidden="true">
            <span />
            <div className="playhead">
              <i style={{ left: `${(100 * seconds) / (slots * slotSeconds)}%` }} />
            </div>
          </div>
        </div>
      </div>
      <p className="timeline-key">
        <span>
          <i className="telescope-part" data-doing="acquiring" /> acquiring
        </span>
        <span>
          <i className="telescope-part" data-doing="carrying" /> carrying pairs
        </span>
        <span>
          <i className="telescope-part" data-doing="idle" /> carrying none
        </span>
        <span>
          <i className="in-view" /> in view, not chosen
        </span>
        <label>
          <input type="checkbox" checked={all} onChange={() => setAll(!all)} /> nodes that never point
        </label>
        {groups.length > MOST_NODES && (
          <span>
            Only the first {MOST_NODES} of {formatNumber(groups.length)} nodes are shown.
          </span>
        )}
      </p>
      <PointingDetails source={source} />
    </div>
  );
}

function Group({
  group,
  slots,
  colours,
}: {
  readonly group: TelescopeGroup;
  readonly slots: number;
  readonly colours: Readonly<Record<string, string>>;
}) {
  const { node, telescopes, unused, inView, hidden } = group;
  return (
    <section className="telescope-group" aria-label={`Telescopes of ${node}`}>
      <button
        type="button"
        className="text-button"
        title={node}
        onClick={() => select({ kind: 'node', id: node })}
      >
        {node}
      </button>
      <div className="telescope-lanes">
        {telescopes.map((lane, telescope) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the number of the telescope.
          <div key={telescope} className="telescope-lane" title={`Telescope ${telescope + 1} of ${node}`}>
            {lane.map((bar) => (
              <PointingButton key={`${bar.link} ${bar.from}`} bar={bar} slots={slots} colours={colours} />
            ))}
          </div>
        ))}
        {inView.map((row) => (
          <div key={`${row[0]!.link} ${row[0]!.from}`} className="in-view-row">
            {row.map(({ link, from, to, decided }) => (
              <LinkButton
                key={`${link} ${from}`}
                className="in-view"
                bar={{ link, from, to }}
                slots={slots}
                decided={decided}
                label={`${link}, in view in ${slotWords(from, to)}, not chosen${decidedWords(decided)}`}
              />
            ))}
          </div>
        ))}
        {(unused > 0 || hidden > 0) && (
          <small className="faint">
            {unused > 0 &&
              `${unused} ${telescopes.length > 0 ? 'more ' : ''}${unused === 1 ? 'telescope never points' : 'telescopes never point'}. `}
            {hidden > 0 &&
              `${hidden === 1 ? '1 more contact was' : `${formatNumber(hidden)} more contacts were`} in view.`}
          </small>
        )}
      </div>
    </section>
  );
}

function PointingButton({
  bar,
  slots,
  colours,
}: {
  readonly bar: PointingBar;
  readonly slots: number;
  readonly colours: Readonly<Record<string, string>>;
}) {
  const { from, to, target, parts, decided } = bar;
  const widest = parts.reduce((best, part) => (part.to - part.from > best.to - best.from ? part : best));
  return (
    <LinkButton
      className="pointing"
      bar={bar}
      slots={slots}
      decided={decided}
      colour={colours[bar.class]!}
      label={`to ${target}, ${slotWords(from, to)}${decidedWords(decided)}`}
    >
      {parts.map((part) => (
        <i
          key={part.from}
          className="telescope-part"
          data-doing={part.doing}
          style={{ flexGrow: part.to - part.from }}
        >
          {part === widest && <span aria-hidden="true">{target}</span>}
        </i>
      ))}
    </LinkButton>
  );
}

/** Marks its link on the map; pressed, it moves time and says more. */
function LinkButton({
  bar: { link, from, to },
  slots,
  className,
  decided,
  label,
  colour,
  children,
}: {
  readonly bar: { readonly link: string; readonly from: number; readonly to: number };
  readonly slots: number;
  readonly className: string;
  readonly decided: readonly Decided[];
  readonly label: string;
  readonly colour?: string;
  readonly children?: React.ReactNode;
}) {
  const isMarked = useStudio(
    ({ view: { highlight } }) => highlight.selected?.id === link || highlight.hovered?.id === link,
  );
  const slot = useSlot();
  const isNow = slot >= from && slot < to;
  const hover = (isOver: boolean) => {
    const { highlight } = current().view;
    change('view', { highlight: { ...highlight, hovered: isOver ? { kind: 'link', id: link } : null } });
  };
  return (
    <button
      type="button"
      className={className}
      title={label}
      aria-label={label}
      // Keys come to what is there now; the slider moves time.
      tabIndex={isNow ? 0 : -1}
      data-marked={isMarked || undefined}
      style={
        {
          left: `${(100 * from) / slots}%`,
          width: `${(100 * (to - from)) / slots}%`,
          '--class': colour,
        } as React.CSSProperties
      }
      onPointerEnter={() => hover(true)}
      onPointerLeave={() => hover(false)}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const share = event.detail === 0 ? 0 : (event.clientX - box.left) / box.width;
        const at = event.detail === 0 && isNow ? slot : from + Math.floor(share * (to - from));
        const { slotSeconds } = current().document.scenario!.horizon;
        change('view', {
          seconds: (Math.min(to - 1, Math.max(from, at)) + 0.5) * slotSeconds,
          playing: false,
          highlight: { hovered: null, selected: { kind: 'link', id: link } },
        });
      }}
    >
      {children}
      {decided.map(({ from: first, to: end, use }) => (
        <i
          key={first}
          className="decided"
          data-use={use}
          style={{
            left: `${(100 * (first - from)) / (to - from)}%`,
            width: `${(100 * (end - first)) / (to - from)}%`,
          }}
        />
      ))}
    </button>
  );
}

const DECIDED_WORDS = { pin: 'pinned', forbid: 'forbidden' } as const;

const decidedWords = (decided: readonly Decided[]): string => {
  const uses = [...new Set(decided.map(({ use }) => DECIDED_WORDS[use]))];
  return uses.length > 0 ? `, ${uses.join(' and ')} by hand` : '';
};
