import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Act } from './behaviour.js';
import type { ReceivedMessage } from './received-messages.js';
import { writeCharge } from './tariff.js';

const STATUS_NAMES: Readonly<Record<number, string>> = {
  ...{
    100: 'Processed',
    101: 'Success',
    102: 'Queued',
    401: 'RiskHold',
    402: 'InvalidSenderId',
    403: 'InvalidPhoneNumber',
  },
  ...{
    404: 'UnsupportedNumberType',
    405: 'InsufficientBalance',
    406: 'UserInBlacklist',
    407: 'CouldNotRoute',
    409: 'DoNotDisturbRejection',
  },
  ...{ 500: 'InternalServerError', 501: 'GatewayError', 502: 'RejectedByGateway' },
};

/**
 * Answers, or does what a broken carrier does instead.
 * @param received null for a message that the carrier refused
 */
export async function answer(
  { answer: how }: Act,
  phone: string,
  received: ReceivedMessage | null,
  response: FastifyReply,
): Promise<void> {
  const json = () => response.code(201).type('application/json');
  switch (how.kind) {
    case 'code':
      return void json().send(formatReply(how.code, phone, received));
    case 'none':
      return void json().send(JSON.stringify({ SMSMessageData: { Message: 'InvalidSenderId', Recipients: [] } }));
    case 'http':
      return void response
        .code(how.status)
        .headers(how.headers ?? {})
        .send('');
    case 'body':
      return void response.code(201).type(how.type).send(how.text);
    case 'slow':
      await delay(how.ms);
      return void json().send(formatReply(101, phone, received));
  }
  const { raw } = response.hijack();
  const text = formatReply(101, phone, received);
  if (how.kind === 'reset') raw.destroy();
  if (how.kind === 'silence' || how.kind === 'reset') return;
  raw.writeHead(201, {
    'Content-Type': 'application/json',
    ...(how.kind === 'huge' ? {} : { 'Content-Length': text.length }),
  });
  if (how.kind === 'huge') raw.end('x'.repeat(1_000_000));
  if (how.kind === 'truncated') raw.write(text.slice(0, -20), () => raw.destroy());
  if (how.kind !== 'trickle') return;
  for (const byte of text) {
    if (raw.destroyed) return;
    raw.write(byte);
    await delay(300);
  }
  raw.end();
}

/** Africa's Talking's answer about one recipient. A refused message costs nothing and has no id. */
function formatReply(code: number, phone: string, received: ReceivedMessage | null): string {
  const cost = received === null ? '0' : writeCharge(received.cents);
  const recipient = {
    statusCode: code,
    number: phone,
    status: STATUS_NAMES[code] ?? 'Unheard',
    cost,
    messageId: received?.id ?? 'None',
  };
  const Message = `Sent to ${received === null ? 0 : 1}/1 Total Cost: ${cost}`;
  return JSON.stringify({ SMSMessageData: { Message, Recipients: [recipient] } });
}
