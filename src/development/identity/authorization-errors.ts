/** A refusal that one can choose on the consent page. */
interface AuthorizationError {
  readonly label: string;
  /** What the redirect to the service has instead of a code. */
  readonly query: Readonly<Record<string, string>>;
}

/** By what the choice is called in the address, each in the words of a provider that sends it. */
export const AUTHORIZATION_ERRORS: Readonly<Record<string, AuthorizationError>> = {
  redirect_uri_mismatch: {
    label: 'Fail: wrong redirect URI',
    query: {
      error: 'redirect_uri_mismatch',
      error_description: 'The redirect_uri MUST match the registered callback URL for this application.',
    },
  },
  invalid_scope: {
    label: 'Fail: wrong scope',
    query: { error: 'invalid_scope', error_description: 'Some requested scopes were invalid.' },
  },
  not_live: {
    label: 'Fail: application not live',
    query: { error_code: '1349003', error_message: 'App Not Set Up: This app is still in development mode.' },
  },
  temporarily_unavailable: {
    label: 'Fail: away for a moment',
    query: { error: 'temporarily_unavailable', error_description: 'Please try again later.' },
  },
};
