import type { Config } from './config.js';

/**
 * Whether SMS go to the stand-in: SANDBOX=on, and no account or address of another carrier is set.
 */
export const isCarrierSandboxed = ({ SANDBOX, AT_USERNAME, AT_BASE_URL }: Readonly<Config>): boolean =>
  SANDBOX === 'on' && AT_USERNAME === undefined && AT_BASE_URL === undefined;

/** Whether SMS reach phones and are paid for. */
export const costsMoney = ({ AT_USERNAME }: Readonly<Config>): boolean =>
  AT_USERNAME !== undefined && AT_USERNAME !== 'sandbox';

/**
 * Where the stand-ins of a development start listen.
 * src/development provides it, so that nobody else needs to know src/development.
 */
export abstract class SandboxAddresses {
  /**
   * The sign-in providers: `front` is for browsers, `back` for this process.
   * Null when there are no stand-ins, which is so in production.
   */
  abstract readonly providers: { readonly front: string; readonly back: string } | null;

  /**
   * Gives scheme, host and port of the carrier, once it listens.
   * Null when SMS go to a real carrier, which is so in production.
   */
  abstract readonly carrier: (() => string) | null;
}
