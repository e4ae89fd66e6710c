import type { JSX } from 'preact';
import type { ApiKey, KeyStatus } from '../../../auth/keys/api-key.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { KeySteps } from './key-steps.js';
import { keysWords } from './keys.words.js';
import type { KeysView, SentRotation } from './keys-view.js';

const TONES: Readonly<Record<KeyStatus, Tone>> = {
  active: 'good',
  expiring: 'waiting',
  expired: 'bad',
  revoked: 'neutral',
};

interface KeyTableProps {
  readonly view: KeysView;
  readonly rotating: SentRotation | undefined;
}

/** The keys. What may be done to each stands in its row. */
export function KeyTable({ view: { page, cursor, makers }, rotating }: KeyTableProps): JSX.Element {
  const words = useWords(keysWords);
  const { instant } = useFormats();
  const columns: readonly Column<ApiKey>[] = [
    {
      heading: words.key,
      cell: ({ name, created_by, created_at }) => {
        const maker = makers.get(created_by);
        const made = instant(created_at);
        return (
          <>
            {name}
            <span class="quiet second">{maker === undefined ? words.made(made) : words.madeBy(maker, made)}</span>
          </>
        );
      },
    },
    { heading: words.scopes, cell: ({ scopes }) => <span>{scopes.join(', ')}</span> },
    { heading: words.status, cell: (key) => <KeyState apiKey={key} /> },
    {
      heading: words.lastUse,
      cell: ({ last_used_at, last_used_from }) => (
        <span>
          {last_used_at === null ? <span class="whole">{words.never}</span> : instant(last_used_at)}
          {last_used_from !== null && <span class="quiet second">{last_used_from}</span>}
        </span>
      ),
    },
    {
      heading: words.change,
      cell: (key) => <KeySteps {...{ apiKey: key, cursor, sent: rotating?.id === key.id ? rotating : undefined }} />,
    },
  ];
  return <DataTable caption={words.caption} columns={columns} rows={page.rows} keyOf={({ id }) => id} />;
}

/** How a key stands, and until when. One that ends within 14 days says how many are left. */
function KeyState({ apiKey }: { readonly apiKey: ApiKey }): JSX.Element {
  const words = useWords(keysWords);
  const { instant } = useFormats();
  const { status, expires_at, revoked_at, previous_until } = apiKey;
  const daysLeft = Math.max(1, Math.ceil((expires_at.getTime() - Date.now()) / DAY_MS));
  return (
    <span>
      <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>
      <span class="quiet second">
        {revoked_at === null ? words.until(instant(expires_at)) : words.revokedAt(instant(revoked_at))}
      </span>
      {status === 'expiring' && <strong class="second">{words.daysLeft(daysLeft)}</strong>}
      {previous_until !== null && revoked_at === null && (
        <span class="quiet second">{words.oldUntil(instant(previous_until))}</span>
      )}
    </span>
  );
}

const DAY_MS = 86_400_000;
