import { randomInt } from 'node:crypto';

const A = 'A'.charCodeAt(0);

/** A code such as BHTMCDOO: 8 letters A–Z at random, 37 bits. It is a name, never a proof of who somebody is. */
export const customerCode = (): string => String.fromCharCode(...Array.from({ length: 8 }, () => A + randomInt(26)));
