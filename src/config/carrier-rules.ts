import { IsOptional } from 'class-validator';
import { allOf, match, refuse } from './rules.js';

/** User name of an app at Africa's Talking. `sandbox` is their sandbox's. It may be left out. */
export const optionalAccountName = allOf(
  IsOptional(),
  refuse((value) => {
    const name = String(value);
    if (name !== 'sandbox' && name.toLowerCase() === 'sandbox')
      return 'must be written sandbox, in small letters, if it means the sandbox of the carrier';
    return /^[a-z\d][\w.-]{0,63}$/i.test(name)
      ? null
      : 'must be the user name of an app at the carrier: letters, digits, dots, - and _ alone';
  }),
);

/** What an SMS shows as its sender: a registered name or a short code. It may be left out. */
export const optionalSenderId = allOf(
  IsOptional(),
  match(/^[a-z\d]{1,11}$/i, 'must be a sender id of 1 to 11 letters or digits, or a short code of digits'),
);

/** Part of an address that nobody can guess: 22 characters of base64url have 128 bits or more. */
export const addressSecret = match(
  /^[\w-]{22,}$/,
  'must be at least 22 letters, digits, - or _; openssl rand -hex 16 makes one',
);
