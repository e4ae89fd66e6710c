import type { JSX } from 'preact';
import type { Provider } from '../../auth/session/session.js';
import type { ConnectedIdentity } from '../../auth/social/identities.repository.js';
import type { Role } from '../../http/access/roles.js';
import type { UserRow } from '../../users/users.repository.js';
import { useFormats } from '../kit/formats.js';
import { Layout } from '../kit/layout.js';
import { useWords } from '../kit/page-context.js';
import { OwnData } from './own-data.page.js';
import { profileWords } from './profile.words.js';
import { ProviderMark } from './provider-mark.js';
import { PROVIDER_NAMES } from './sign-in.words.js';

interface ProfilePageProps {
  readonly user: UserRow;
  /** Null for an end user. */
  readonly role: Role | null;
  /** Null while the user is no customer. */
  readonly customerCode: string | null;
  readonly identities: readonly ConnectedIdentity[];
  /** The providers that a user may sign in with. */
  readonly offered: readonly Provider[];
}

/** What we know of a user, and their ways to sign in. */
export function ProfilePage({ user, role, customerCode, identities, offered }: ProfilePageProps): JSX.Element {
  const words = useWords(profileWords);
  const { phone } = useFormats();
  const missing = offered.filter((provider) => identities.every((identity) => identity.provider !== provider));
  return (
    <Layout title={words.title} at="/profile">
      <h1>{words.title}</h1>
      <dl>
        <dt>{words.name}</dt>
        <dd>{user.name ?? words.none}</dd>
        <dt>{words.email}</dt>
        <dd>{user.email ?? words.none}</dd>
        <dt>{words.phone}</dt>
        <dd>{user.phone === null ? words.noPhone : phone(user.phone)}</dd>
        {customerCode !== null && (
          <>
            <dt>{words.customerCode}</dt>
            <dd>{customerCode}</dd>
          </>
        )}
        {role !== null && (
          <>
            <dt>{words.role}</dt>
            <dd>{words.roles[role]}</dd>
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
      <ul class="actions">
        {missing.map((provider) => (
          <li key={provider}>
            <form method="post" action={`/auth/${provider}`}>
              <button type="submit" class="action">
                <ProviderMark provider={provider} />
                {words.add(PROVIDER_NAMES[provider])}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <OwnData askedAt={user.erasure_asked_at} />
    </Layout>
  );
}
