import { describe, expect, it } from '@jest/globals';
import { replicaReads } from './replica-reads.js';
import { places, readHouse, report, treeOf } from './sources.js';

/** Files that may have a replica answer, and what they read there. No write depends on any of it. */
const REPLICA_READS: Readonly<Record<string, string>> = {
  'src/database/database.ts': 'the ways themselves',
  'src/database/shares.ts': 'a lane of that name',
  'src/database/terms.ts': 'the terms of whole lists',
  'src/customers/customers.service.ts': 'lists of customers',
  'src/customers/user-directory.service.ts': 'lists of users',
  'src/events/audit.service.ts': 'the audit trail',
  'src/notifications/figures/sms-figures.service.ts': 'figures',
  'src/notifications/notifications.service.ts': 'the list and the summary of notifications',
  'src/orders/calling/call-list.service.ts': 'whom to call',
  'src/orders/figures/order-figures.service.ts': 'figures',
  'src/orders/reading/order-lists.service.ts': 'lists of orders',
  'src/orders/searching/order-search.service.ts': 'orders as staff look for them',
  'src/orders/statements/customer-statements.service.ts': "a customer's statement",
  'src/orders/statements/statements.repository.ts': "customers' statements by phone",
};

describe('reads at a replica', () => {
  it('stand in listed files alone', () => {
    expect(report(replicaReads(readHouse(), REPLICA_READS))).toEqual([]);
  });

  it('are caught in another file, and so is a listed file without any', () => {
    const tree = treeOf({
      'src/orders/a.ts': ['this.orders.list(this.database.replicaPreferred);'],
      'src/orders/b.ts': ["import { STREAMING } from './terms.js';", 'read(STREAMING);'],
      'src/orders/c.ts': ["run(text, [], { lane: 'reading', replica: true });"],
      'src/orders/d.ts': ['this.orders.byId(this.database.db);'],
      'src/orders/e.ts': ['this.database.streaming;'],
    });
    const listed = { 'src/orders/d.ts': 'nothing', 'src/orders/e.ts': 'lists' };
    expect(places(replicaReads(tree, listed))).toEqual([
      'src/orders/a.ts:1',
      'src/orders/b.ts:2',
      'src/orders/c.ts:1',
      'src/orders/d.ts:1',
    ]);
  });
});
