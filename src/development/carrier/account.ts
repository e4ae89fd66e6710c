import type { FastifyReply } from 'fastify';
import { writeCharge } from './tariff.js';

/** What the account had before its first SMS, in hundredths of a shilling. */
const PAID_IN = 123_450;

/**
 * What the carrier does when it is asked about the account.
 * It says its balance, refuses the key, is silent, or answers as a proxy in between does.
 */
export type AccountAct = 'balance' | 'wrong-key' | 'silence' | 'html' | 'http-500';

/**
 * Answers as Africa's Talking does about an account.
 * @param spentCents what its SMS cost so far
 */
export function answerAccount(act: AccountAct, key: unknown, spentCents: number, reply: FastifyReply): void {
  if (act === 'silence') return void reply.hijack();
  if (act === 'wrong-key' || typeof key !== 'string' || key === '')
    return void reply.code(401).send('The supplied authentication is invalid');
  if (act === 'html') return void reply.type('text/html').send('<html><body>Welcome</body></html>');
  if (act === 'http-500') return void reply.code(500).send('');
  reply.send({ UserData: { balance: writeCharge(Math.max(PAID_IN - spentCents, 0)) } });
}
