import type { AuditEventRow } from '../../../events/audit-event.js';
import type { PageContext } from '../../kit/page-context.js';
import type { CsvColumn } from '../export/csv.js';

/** What the file of the trail says. Times are on the shop's clock, as spreadsheets read them. */
export function auditColumns({ shop }: Pick<PageContext, 'shop'>): CsvColumn<AuditEventRow>[] {
  // Swedish writes a day and a time as ISO 8601 does.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: shop.timeZone, dateStyle: 'short', timeStyle: 'medium' },
  });
  return [
    { name: 'at', cell: ({ at }) => clock.format(at) },
    { name: 'action', cell: ({ action }) => action },
    { name: 'actor_kind', cell: ({ actor_kind }) => actor_kind },
    { name: 'actor_id', cell: ({ actor_id }) => actor_id },
    { name: 'subject_kind', cell: ({ subject_kind }) => subject_kind },
    { name: 'subject_id', cell: ({ subject_id }) => subject_id },
    { name: 'changes', cell: ({ changes }) => JSON.stringify(changes) },
    { name: 'ip', cell: ({ ip }) => ip },
    { name: 'request_id', cell: ({ request_id }) => request_id },
  ];
}
