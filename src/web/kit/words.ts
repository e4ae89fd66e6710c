import type { OrderStatus } from '../../orders/order.js';

/** A heading and what it means for the reader. */
export interface Notice {
  readonly title: string;
  readonly text: string;
}

/** Everything that the pages say. */
export interface Words {
  readonly skip: string;
  readonly tagline: string;
  readonly signIn: string;
  readonly signInWith: (provider: string) => string;
  readonly signInWhy: string;
  readonly staff: string;
  readonly signOut: string;
  readonly orders: string;
  readonly profile: string;
  readonly orderNumber: (number: string) => string;
  readonly status: Readonly<Record<OrderStatus, string>>;
  readonly sms: Readonly<Record<string, string>>;
  readonly received: string;
  readonly reallyReceived: string;
  readonly yesReceived: string;
  readonly thanks: string;
  readonly notCustomer: Notice;
  readonly noOrders: (phone: string) => Notice;
  readonly newer: string;
  readonly older: string;
  readonly pages: string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly none: string;
  readonly noPhone: string;
  readonly customerCode: string;
  readonly connected: string;
  readonly connectedWhy: string;
  readonly add: (provider: string) => string;
  readonly again: string;
  readonly reference: (requestId: string) => string;
  /** By the code of a problem. */
  readonly problems: Readonly<Record<string, Notice>>;
  /** By the status of a problem without a code of its own; `other` for the rest. */
  readonly statuses: Readonly<Record<string, Notice>> & { readonly other: Notice };
}
