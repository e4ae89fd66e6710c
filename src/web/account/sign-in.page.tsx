import type { JSX } from 'preact';
import type { Provider } from '../../auth/session/session.js';
import { HOME } from '../../auth/social/sign-in-purpose.js';
import { Layout } from '../kit/layout.js';
import { useWords } from '../kit/page-context.js';
import type { StartWords } from './development-start.js';
import { ProviderMark } from './provider-mark.js';
import { PROVIDER_NAMES, signInWords } from './sign-in.words.js';
import { StartFacts } from './start-facts.js';

interface SignInProps {
  readonly offered: readonly Provider[];
  /** The path of ours that the sign-in ends at. */
  readonly returnTo: string;
  /** Whether the page is open in the browser of another app. */
  readonly isInApp: boolean;
  /** What the start said at the terminal; null in production. */
  readonly start: StartWords | null;
}

/** The start page of a caller who is not signed in. */
export function SignInPage({ offered, returnTo, isInApp, start }: SignInProps): JSX.Element {
  const words = useWords(signInWords);
  const query = returnTo === HOME ? '' : `?${new URLSearchParams({ return_to: returnTo })}`;
  if (offered.length === 0) return <NoSignInPage start={start} />;
  return (
    <Layout title={words.title}>
      <h1>{words.tagline}</h1>
      {returnTo !== HOME && <p role="note">{words.again}</p>}
      {isInApp && <p role="note">{words.inApp}</p>}
      <p>{words.why}</p>
      <ul class="actions">
        {offered.map((provider) => (
          <li key={provider}>
            <a class="action" href={`/auth/${provider}${query}`}>
              <ProviderMark provider={provider} />
              {words.signInWith(PROVIDER_NAMES[provider])}
            </a>
          </li>
        ))}
      </ul>
      {offered.includes('google') && (
        <p class="quiet">
          <a href="/google/login?to=/desk">{words.staff}</a>
        </p>
      )}
      {start !== null && <StartFacts {...start} />}
    </Layout>
  );
}

/** The start page of a service that has no credentials at any provider. */
function NoSignInPage({ start }: Pick<SignInProps, 'start'>): JSX.Element {
  const words = useWords(signInWords);
  return (
    <Layout title={words.title}>
      <h1>{words.tagline}</h1>
      <p>{words.none}</p>
      {start !== null && <StartFacts {...start} />}
    </Layout>
  );
}
