import type { JSX } from 'preact';
import type { RowState } from '../../../imports/import.js';
import type { ImportView } from '../../../imports/imports.service.js';
import { FigureTile } from '../../kit/figure-tile.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { importRowsWords } from './import-rows.words.js';

interface ImportStateProps {
  readonly view: ImportView;
}

/** How many rows stand how. While rows are added it asks again each second, and shows how far. */
export function ImportState({ view }: ImportStateProps): JSX.Element {
  const words = useWords(importRowsWords);
  const { count } = useFormats();
  const { id, started_at, ended_at } = view.import;
  const isRunning = started_at !== null && ended_at === null;
  const live = isRunning
    ? {
        'hx-get': `/desk/import/${id}/progress`,
        'hx-trigger': 'every 1s',
        'hx-swap': 'outerHTML',
        // The next look may be luckier.
        'hx-status:5xx': 'swap:none',
      }
    : {};
  const states: readonly RowState[] = [
    ...(started_at === null ? (['new'] as const) : (['made'] as const)),
    ...(['known', 'same', 'wrong'] as const),
  ];
  return (
    <div id="import-state" {...live}>
      {started_at === null && <p>{words.nothingYet}</p>}
      {isRunning && <Running view={view} />}
      {ended_at !== null && <Done view={view} />}
      <div class="tiles">
        {states.map((state) => (
          <FigureTile
            key={state}
            label={words.states[state]}
            value={count(view.counts[state])}
            href={isRunning ? undefined : `/desk/import/${id}?state=${state}`}
          />
        ))}
      </div>
    </div>
  );
}

function Running({ view }: ImportStateProps): JSX.Element {
  const words = useWords(importRowsWords);
  const { count } = useFormats();
  const asked = view.import.rows_asked ?? 0;
  const done = Math.max(asked - view.counts.new, 0);
  const said = words.running(count(done), count(asked));
  return (
    <div role="status">
      <progress value={done} max={asked} aria-label={said} />
      <p>{said}</p>
      <p class="quiet">{words.runningHint}</p>
    </div>
  );
}

function Done({ view }: ImportStateProps): JSX.Element {
  const words = useWords(importRowsWords);
  const { count } = useFormats();
  const { kind } = view.import;
  return (
    <div class="news good" role="status">
      <p>{words.added[kind](count(view.counts.made))}</p>
      <a href={`/desk/${kind}`}>{words.toTable[kind]}</a>
    </div>
  );
}
