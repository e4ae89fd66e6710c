import type { JSX } from 'preact';
import type { AuditEventRow, AuditFilter } from '../../../events/audit-event.js';
import { makeCursor } from '../../../http/paging/paging.js';
import { Choice } from '../../kit/choice.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { EmptyState } from '../../kit/empty-state.js';
import { Field } from '../../kit/field.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { auditWords } from './audit.words.js';
import { writeAuditFilter } from './read-audit-filter.js';

interface AuditPageProps {
  readonly filter: AuditFilter;
  readonly rows: readonly AuditEventRow[];
  readonly next: string | null;
  readonly isFirst: boolean;
  /** By id, of whoever did it and of accounts that it was done to. */
  readonly names: ReadonlyMap<string, string>;
}

/** Who did what, newest first. Of a personal field it says only that it changed. */
export function AuditPage({ filter, rows, next, isFirst, names }: AuditPageProps): JSX.Element {
  const words = useWords(auditWords);
  const query = writeAuditFilter(filter);
  const address = new URL(`/desk/audit?${query}`, 'http://localhost');
  return (
    <DeskLayout title={words.title} at="/desk/settings">
      <div class="heading">
        <h1>{words.title}</h1>
        <a class="action" href={`/desk/export/audit.csv${query.size === 0 ? '' : `?${query}`}`}>
          {words.download}
        </a>
      </div>
      <search>
        <form class="filter" method="get" action="/desk/audit" aria-label={words.filter}>
          <Choice
            {...{ name: 'action', label: words.action, any: words.anyAction }}
            {...{ choices: words.actions, value: filter.action }}
          />
          <Field name="from" type="date" label={words.from} value={filter.from} />
          <Field name="to" type="date" label={words.to} value={filter.to} />
          <button type="submit">{words.show}</button>
        </form>
      </search>
      {rows.length === 0 ? (
        <EmptyState title={words.nothing}>
          <p>{words.nothingHint}</p>
          <a href="/desk/audit">{words.everything}</a>
        </EmptyState>
      ) : (
        <AuditTable rows={rows} names={names} />
      )}
      <CursorPager address={address} next={next === null ? null : makeCursor(next)} isFirst={isFirst} />
    </DeskLayout>
  );
}

function AuditTable({ rows, names }: Pick<AuditPageProps, 'rows' | 'names'>): JSX.Element {
  const words = useWords(auditWords);
  const { instant } = useFormats();
  const actions: Readonly<Record<string, string>> = words.actions;
  const subjects: Readonly<Record<string, string>> = words.subjects;
  const columns: Column<AuditEventRow>[] = [
    { heading: words.action, cell: ({ action }) => <span>{actions[action] ?? action}</span> },
    {
      heading: words.who,
      cell: ({ actor_kind, actor_id }) =>
        actor_id === null ? (
          words.nobody
        ) : (
          <span>
            <a href={`/desk/audit?actor=${actor_id}`}>
              <bdi>{names.get(actor_id) ?? words.unnamed}</bdi>
            </a>{' '}
            <span class="quiet">{subjects[actor_kind === 'staff' ? 'member' : actor_kind] ?? actor_kind}</span>
          </span>
        ),
    },
    {
      heading: words.whom,
      cell: ({ subject_kind: kind, subject_id: id }) => (
        <span>
          {subjects[kind] ?? kind} <Subject kind={kind} id={id} name={id === null ? undefined : names.get(id)} />
        </span>
      ),
    },
    { heading: words.changed, cell: ({ changes }) => <Changes changes={changes} /> },
    {
      heading: words.when,
      cell: ({ at, ip }) => (
        <span>
          <time dateTime={at.toISOString()}>{instant(at)}</time> <span class="quiet">{ip}</span>
        </span>
      ),
    },
  ];
  return <DataTable caption={words.title} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

/** What it was done to: by name, or by the link to its page. */
function Subject({
  kind,
  id,
  name,
}: {
  kind: string;
  id: string | null;
  name?: string | undefined;
}): JSX.Element | null {
  if (id === null) return null;
  const page = { order: `/desk/orders/${id}`, customer: `/desk/customers/${id}` }[kind];
  const shown = name ?? id.slice(-8);
  return page === undefined ? <bdi>{shown}</bdi> : <a href={page}>{shown}</a>;
}

function Changes({ changes }: Pick<AuditEventRow, 'changes'>): JSX.Element {
  const words = useWords(auditWords);
  const write = (value: unknown): string => (value === null ? '–' : String(value));
  return (
    <span>
      {Object.entries(changes).map(([field, change]) => (
        <span key={field} class="change">
          {field}: {change === null ? words.kept : `${write(change.before)} → ${write(change.after)}`}
        </span>
      ))}
    </span>
  );
}
