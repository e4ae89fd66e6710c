import type { CallsByRoute, Senders } from './senders.js';

/** The calls of the route of the audit trail. */
export const auditCalls = (senders: Senders): CallsByRoute => ({
  'GET /api/audit': senders.listing('GET', '/api/audit'),
});
