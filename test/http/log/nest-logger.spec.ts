import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { idsOfNotification, LogLine } from '../../../src/http/log/log-line.js';
import { NestLogger } from '../../../src/http/log/nest-logger.js';
import { CapturedLog } from '../../support/test-app.js';

describe('NestLogger', () => {
  it('writes the ids of a line about a notification as fields of their own', () => {
    const log = new CapturedLog();
    const logger = new NestLogger(pino({ base: null }, log));
    logger.warn(new LogLine('notification 1 failed', idsOfNotification({ id: '1', order_id: '2' })), 'Sender');
    logger.error(new LogLine('notification 3 failed', idsOfNotification({ id: '3', order_id: null })));
    logger.warn('SMS go out again', 'Sender');
    const lines = log.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { msg: 'notification 1 failed', context: 'Sender', notification_id: '1', order_id: '2' },
      { msg: 'notification 3 failed', notification_id: '3' },
      { msg: 'SMS go out again' },
    ]);
    expect(Object.keys(lines[1])).not.toContain('order_id');
    expect(Object.keys(lines[2])).not.toContain('notification_id');
  });
});
