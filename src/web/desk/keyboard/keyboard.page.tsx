import type { JSX } from 'preact';
import type { Permission } from '../../../http/access/permissions.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { keyboardWords } from './keyboard.words.js';

type Deed = Exclude<keyof (typeof keyboardWords)['en'], 'title' | 'hint' | 'key' | 'does' | 'close' | 'after'>;

/** What the keys do, and the permission without which there is nothing to do. */
const KEYS: readonly (readonly [keys: readonly string[], deed: Deed, permission?: Permission])[] = [
  [['/'], 'find'],
  [['n'], 'newOrder', 'orders:write'],
  [['g', 'o'], 'orders', 'orders:read'],
  [['g', 'c'], 'customers', 'customers:read'],
  [['g', 'm'], 'messages', 'notifications:read'],
  [['g', 'f'], 'figures', 'figures:read'],
  [['j'], 'next'],
  [['k'], 'previous'],
  [['Enter'], 'open'],
  [['?'], 'list'],
];

/** The keys, for whoever has no script or no keyboard yet. */
export function KeyboardPage(): JSX.Element {
  const words = useWords(keyboardWords);
  return (
    <DeskLayout title={words.title}>
      <KeyList />
    </DeskLayout>
  );
}

/** What each key does. In a dialog it has a button that closes it. */
export function KeyList({ isDialog = false }: { readonly isDialog?: boolean }): JSX.Element {
  const words = useWords(keyboardWords);
  const may = useMay();
  const Heading = isDialog ? 'h2' : 'h1';
  return (
    <article class="keys">
      <Heading>{words.title}</Heading>
      <p>{words.hint}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.key}</th>
            <th scope="col">{words.does}</th>
          </tr>
        </thead>
        <tbody>
          {KEYS.filter(([, , permission]) => permission === undefined || may(permission)).map(([keys, deed]) => (
            <tr key={deed}>
              <th scope="row">
                {keys.map((key, place) => (
                  <span key={key}>
                    {place > 0 && ` ${words.after} `}
                    <kbd>{key}</kbd>
                  </span>
                ))}
              </th>
              <td>{words[deed]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {isDialog && (
        <form method="dialog">
          <button type="submit">{words.close}</button>
        </form>
      )}
    </article>
  );
}
