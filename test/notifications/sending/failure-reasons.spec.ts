import { describe, expect, it } from '@jest/globals';
import { readFailure } from '../../../src/notifications/carrier/carrier-failure.js';
import { readReply } from '../../../src/notifications/carrier/carrier-reply.js';
import { classifyFailure, FAILURE_REASONS } from '../../../src/notifications/sending/failure-reasons.js';

/** The carrier's answer about one recipient. */
const answerWith = (statusCode: number) =>
  readReply({
    SMSMessageData: { Recipients: [{ statusCode, status: 'Whatever', messageId: 'ATXid_1', cost: 'KES 1' }] },
  });
const answerHttp = (status: number) =>
  readFailure({ isAxiosError: true, response: { status, headers: {}, data: '' } }, new Date());

describe('classifyFailure', () => {
  it.each([
    [401, 'risk-hold'],
    [402, 'sender-id'],
    [403, 'invalid-number'],
    [404, 'invalid-number'],
    [405, 'no-balance'],
    [406, 'blacklisted'],
    [407, 'not-routable'],
    [409, 'do-not-disturb'],
    [500, 'carrier-error'],
    [502, 'carrier-error'],
    [499, 'no-answer'],
    [101, null],
  ])("knows the carrier's status code %i", (code, reason) => {
    expect(classifyFailure(answerWith(code))).toBe(reason);
  });

  it.each([
    [401, 'credentials'],
    [404, 'wrong-address'],
    [429, 'busy'],
    [503, 'carrier-error'],
    [504, 'no-answer'],
    [400, 'other'],
  ])('knows the HTTP status %i', (status, reason) => {
    expect(classifyFailure(answerHttp(status))).toBe(reason);
  });

  it('knows what never reached the carrier, and no other word than those of its list', () => {
    const withheld = (reason: string) => classifyFailure({ kind: 'withheld', reason });
    expect(withheld('no mobile number of KE')).toBe('not-allowed');
    expect(withheld('it takes 9 SMS, and SMS_SEGMENTS_MAX is 3')).toBe('too-long');
    expect(withheld('its text cannot be stored')).toBe('other');
    expect(withheld('the order was cancelled')).toBeNull();
    expect(classifyFailure({ kind: 'unreachable', reason: 'no connection to the carrier (ECONNREFUSED)' })).toBe(
      'no-connection',
    );
    expect(classifyFailure(readReply({ SMSMessageData: { Message: 'InvalidSenderId', Recipients: [] } }))).toBe(
      'sender-id',
    );
    expect(FAILURE_REASONS).toContain(classifyFailure({ kind: 'refused', reason: 'anything else' }));
  });
});
