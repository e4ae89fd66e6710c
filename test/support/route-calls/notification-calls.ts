import { type CallsByRoute, NOWHERE, type Senders } from './senders.js';

/** The calls of the routes of notifications. */
export function notificationCalls(senders: Senders): CallsByRoute {
  const queue = async (status = 'queued'): Promise<string> => {
    const { id } = (await senders.placeOrder()).sms;
    await senders.at.pool.query('update notifications set status = $2 where id = $1', [id, status]);
    return id;
  };
  const summary = senders.listing('GET', '/api/notifications/summary');
  const found = (id: string) => senders.get(`/api/notifications/${id}`);
  const resent = (id: string, body = {}) => senders.post(`/api/notifications/${id}/resend`, body);
  return {
    'GET /api/notifications': senders.listing('GET', '/api/notifications'),
    'GET /api/notifications/summary': {
      ...summary,
      bad: { ...summary.bad, 400: senders.get('/api/notifications/summary?days=0') },
    },
    'GET /api/notifications/{id}': {
      good: async () => found(await queue())(),
      bad: {
        400: senders.get(`/api/notifications/${NOWHERE}?expand=order`),
        401: senders.withWrongToken('GET', `/api/notifications/${NOWHERE}`),
        403: senders.asEndUser('GET', `/api/notifications/${NOWHERE}`),
        404: found(NOWHERE),
      },
    },
    'POST /api/notifications/{id}/resend': {
      good: async () => resent(await queue('failed'))(),
      bad: {
        400: resent(NOWHERE, { id: 1 }),
        401: senders.withWrongToken('POST', `/api/notifications/${NOWHERE}/resend`),
        403: senders.asEndUser('POST', `/api/notifications/${NOWHERE}/resend`),
        404: resent(NOWHERE),
        409: async () => resent(await queue())(),
      },
    },
  };
}
