import { describe, expect, it } from '@jest/globals';
import { NOTIFICATION_STATUSES } from '../../../src/notifications/notification.js';
import { explainSms, smsStateWords } from '../../../src/web/desk/messages/sms-state.words.js';

type Status = Parameters<typeof explainSms>[0];

const says = (status: Status, reason: string | null): string => {
  const { state, next } = smsStateWords.en[explainSms(status, reason).cause];
  return `${state}. ${next}`.trim();
};

describe('the words for what became of an SMS', () => {
  it.each<[Status, string | null, string]>([
    ['queued', null, 'Waiting to go out.'],
    ['queued', 'asked for by an admin', 'Waiting to go out.'],
    [
      'queued',
      'no-balance (405 InsufficientBalance)',
      'Waiting to go out. Our airtime at the carrier is used up: top it up.',
    ],
    [
      'queued',
      'no room in SMS_DAILY_BUDGET',
      "Waiting to go out. Today's budget for SMS is spent: it goes out tomorrow.",
    ],
    [
      'queued',
      'no connection to the carrier (ECONNREFUSED)',
      'Waiting to go out. The carrier does not take it now. It is tried again by itself.',
    ],
    ['queued', 'HTTP 503', 'Waiting to go out. The carrier does not take it now. It is tried again by itself.'],
    ['sending', null, 'Going out.'],
    ['sent', null, 'With the network, not yet on the phone.'],
    ['delivered', null, 'On the phone.'],
    ['undelivered', 'AbsentSubscriber', 'Phone off or out of reach. The network has given up: call them.'],
    [
      'undelivered',
      'Failed',
      'Not delivered. The network gave up without a clear reason: call them, or send it again.',
    ],
    ['undelivered', 'UserInBlackList', 'This phone blocks our sender. Ask them to dial *456*9#, option 5.'],
    ['failed', '406 UserInBlacklist', 'This phone blocks our sender. Ask them to dial *456*9#, option 5.'],
    ['failed', '403 InvalidPhoneNumber', 'No such number. Check it with the customer.'],
    ['failed', '405 InsufficientBalance', 'Our airtime at the carrier is used up. Top it up, then send it again.'],
    [
      'failed',
      'no mobile number of KE',
      'No number for SMS. It is a landline, or abroad. Ask for a mobile number, or call them.',
    ],
    ['failed', 'the order was cancelled before its text went out', 'Not sent, since the order was cancelled.'],
    [
      'failed',
      'it takes 4 SMS, and SMS_SEGMENTS_MAX is 3',
      'Too long for the limit that the shop has set. Shorten the item, or call them.',
    ],
    ['failed', '500 InternalServerError', 'The carrier did not take it in time. Send it again.'],
    ['failed', 'InvalidSenderId', 'The carrier refused it. Send it again. If it fails once more, ask the carrier.'],
    ['unknown', 'no answer in time', 'Sent, perhaps. Ask the customer before sending again.'],
    ['unknown', 'HTTP 504', 'Sent, perhaps. Ask the customer before sending again.'],
    [
      'unknown',
      'the database was restored from a backup: it may have gone out before',
      'Held since a backup was restored. It may have gone out before: ask before sending again.',
    ],
  ])('a notification that is %s for the reason "%s" reads "%s"', (status, reason, words) => {
    expect(says(status, reason)).toBe(words);
  });

  it('no status shows a bare code, whatever its reason', () => {
    for (const status of NOTIFICATION_STATUSES)
      for (const reason of [null, '', '999 Zonk', 'InsufficientCredit', '<b>'])
        expect(says(status, reason)).not.toMatch(/999|Zonk|Credit|<b>/);
  });

  it('a cancelled order is no bad news, and a failed SMS is', () => {
    expect(explainSms('failed', 'the order was cancelled before its text went out').tone).toBe('neutral');
    expect(explainSms('failed', '403 InvalidPhoneNumber').tone).toBe('bad');
  });
});
