import type { JSX } from 'preact';
import type { Provider } from '../../auth/session/session.js';
import { Layout } from '../kit/layout.js';
import { useWords } from '../kit/page-context.js';
import { PROVIDER_NAMES, signInWords } from './sign-in.words.js';

interface SignInProps {
  readonly offered: readonly Provider[];
  /** Whether the page is open in the browser of another app. */
  readonly isInApp: boolean;
}

/** The start page of a caller who is not signed in. */
export function SignInPage({ offered, isInApp }: SignInProps): JSX.Element {
  const words = useWords(signInWords);
  if (offered.length === 0) return <NoSignInPage />;
  return (
    <Layout title={words.title}>
      <h1>{words.tagline}</h1>
      {isInApp && <p role="note">{words.inApp}</p>}
      <p>{words.why}</p>
      <ul class="actions">
        {offered.map((provider) => (
          <li key={provider}>
            <a class="action" href={`/auth/${provider}`}>
              {words.signInWith(PROVIDER_NAMES[provider])}
            </a>
          </li>
        ))}
      </ul>
      {offered.includes('google') && (
        <p class="quiet">
          <a href="/google/login">{words.staff}</a>
        </p>
      )}
    </Layout>
  );
}

/** The start page of a service that has no credentials at any provider. */
function NoSignInPage(): JSX.Element {
  const words = useWords(signInWords);
  return (
    <Layout title={words.title}>
      <h1>{words.tagline}</h1>
      <p>{words.none}</p>
    </Layout>
  );
}
