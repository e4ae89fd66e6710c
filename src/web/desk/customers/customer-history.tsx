import type { JSX } from 'preact';
import type { EventRow, FieldChange } from '../../../actor.js';
import { useFormats } from '../../kit/formats.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { Timeline } from '../../kit/timeline.js';
import { Who } from '../history/who.js';
import { customerHistoryWords } from './customer-history.words.js';
import type { CustomerHistory as History } from './customer-view.service.js';

interface CustomerHistoryProps {
  readonly history: History;
}

/** What happened to a customer: old names and numbers, accounts, and who did it. */
export function CustomerHistory({ history: { events, left, names } }: CustomerHistoryProps): JSX.Element {
  const words = useWords(customerHistoryWords);
  const { count } = useFormats();
  const kinds: Readonly<Record<string, string>> = words.kinds;
  return (
    <section class="screen-only" aria-labelledby="history">
      <h2 id="history">{words.history}</h2>
      {left > 0 && <p class="quiet">{words.left(count(left))}</p>}
      <Timeline
        entries={events.map((event) => ({
          at: event.at,
          what: <What event={event} title={kinds[event.kind] ?? event.kind} names={names} />,
          detail: event.actor_kind === null ? words.unknown : <Who event={event} names={names} />,
        }))}
      />
    </section>
  );
}

interface WhatProps {
  readonly event: EventRow;
  readonly title: string;
  readonly names: ReadonlyMap<string, string>;
}

function What({ event: { kind, changes, note }, title, names }: WhatProps): JSX.Element {
  const words = useWords(customerHistoryWords);
  const may = useMay();
  const write = useValueOf(names);
  // Of an erased customer the history tells which fields were changed, and not what they held.
  const tell = (field: string, change: FieldChange): string =>
    change.before === null && change.after === null
      ? field
      : words.change(field, write(change, 'before'), write(change, 'after'));
  const fields: Readonly<Record<string, string>> = words.fields;
  const former = kind === 'unlinked' ? changes.find(({ field }) => field === 'user_id')?.before : null;
  return (
    <>
      <strong>{title}</strong>
      {changes.map((change) => (
        <span key={change.field} class="change">
          {tell(fields[change.field] ?? change.field, change)}
        </span>
      ))}
      {note !== null && <q class="change">{note}</q>}
      {former && may('customers:write') && (
        <a class="change" href={`/desk/people/${former}`}>
          {words.ownNumber}
        </a>
      )}
    </>
  );
}

/** Writes what a field held: numbers as people write them, and accounts by name. */
function useValueOf(names: ReadonlyMap<string, string>): (change: FieldChange, side: 'before' | 'after') => string {
  const words = useWords(customerHistoryWords);
  const { phone } = useFormats();
  return (change, side) => {
    const value = change[side];
    if (value === null) return words.nothing;
    if (change.field === 'user_id') return names.get(value) ?? words.unnamed;
    return change.field === 'phone_number' ? phone(value) : value;
  };
}
