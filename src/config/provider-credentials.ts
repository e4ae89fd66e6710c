const PROVIDERS = ['GOOGLE', 'GITHUB', 'FACEBOOK'];

/** A client id without its secret, or the other way round: a sentence each that begins with the name of the missing variable. */
export function credentialFaults(given: Record<string, unknown>): string[] {
  return PROVIDERS.map((provider) => [`${provider}_CLIENT_ID`, `${provider}_CLIENT_SECRET`] as const)
    .flatMap(([id, secret]) => [[id, secret] as const, [secret, id] as const])
    .filter(([here, there]) => given[here] !== undefined && given[there] === undefined)
    .map(([here, there]) => `${there}: must be set together with ${here}`);
}
