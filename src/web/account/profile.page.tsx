import type { JSX } from 'preact';
import type { Provider } from '../../auth/session/session.js';
import type { ConnectedIdentity } from '../../auth/social/identities.repository.js';
import type { UserRow } from '../../users/users.repository.js';
import { Layout } from '../kit/layout.js';
import type { Visit } from '../kit/visit.js';
import { PROVIDER_NAMES } from './provider-names.js';

interface ProfilePageProps {
  readonly visit: Visit;
  readonly user: UserRow;
  readonly customerCode: string | null;
  readonly identities: readonly ConnectedIdentity[];
  readonly offered: readonly Provider[];
}

/** Who a person is here, and how they sign in. */
export function ProfilePage({ visit, user, customerCode, identities, offered }: ProfilePageProps): JSX.Element {
  const { words } = visit;
  const missing = offered.filter((provider) => identities.every((identity) => identity.provider !== provider));
  return (
    <Layout visit={visit} title={words.profile} at="/profile">
      <h1>{words.profile}</h1>
      <dl>
        <dt>{words.name}</dt>
        <dd>{user.name ?? words.none}</dd>
        <dt>{words.email}</dt>
        <dd>{user.email ?? words.none}</dd>
        <dt>{words.phone}</dt>
        <dd>{user.phone ?? words.noPhone}</dd>
        {customerCode !== null && (
          <>
            <dt>{words.customerCode}</dt>
            <dd>{customerCode}</dd>
          </>
        )}
      </dl>
      <h2>{words.connected}</h2>
      <p class="quiet">{words.connectedWhy}</p>
      <ul class="ways">
        {identities.map(({ provider, email }) => (
          <li key={provider}>
            <strong>{PROVIDER_NAMES[provider]}</strong> <span class="quiet">{email}</span>
          </li>
        ))}
      </ul>
      <ul class="doors">
        {missing.map((provider) => (
          <li key={provider}>
            <form method="post" action={`/auth/${provider}`}>
              <button type="submit" class="door">
                {words.add(PROVIDER_NAMES[provider])}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Layout>
  );
}
