import type { Provider } from '../../auth/session/session.js';

/** How the providers write themselves. */
export const PROVIDER_NAMES: Readonly<Record<Provider, string>> = { google: 'Google', github: 'GitHub', facebook: 'Facebook' };
