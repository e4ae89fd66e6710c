import type { Config } from './config.js';

/** Whether the stand-in carrier takes the texts: a sandbox is wanted, and neither an account nor an address of another carrier is named. */
export const isCarrierSandboxed = ({ SANDBOX, AT_USERNAME, AT_BASE_URL }: Readonly<Config>): boolean =>
  SANDBOX === 'on' && AT_USERNAME === undefined && AT_BASE_URL === undefined;
