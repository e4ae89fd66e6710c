import type { Behaviour } from '../../src/development/carrier/behaviour.js';
import { SandboxCarrier } from '../../src/development/carrier/sandbox-carrier.js';
import { aCustomer } from './factories.js';
import { type Answer, type ApiClient, startApp, type TestApp } from './test-app.js';
import { waitFor } from './waiting.js';

/** A row of the table notifications. */
export interface NotificationRow {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly body: string | null;
  readonly segments: number | null;
  readonly message_id: string | null;
}

/** The application with the sandbox carrier, and calls to follow notifications. */
export interface CarrierApp extends TestApp {
  readonly carrier: SandboxCarrier;
  /** The client of an admin. */
  readonly api: ApiClient;
  readonly token: string;
  /**
   * Places an order for a new customer. Gives the ids of notification and order, and the phone.
   * @param options `behaviour` is what the carrier does with the SMS
   */
  placeOrder(options?: {
    name?: string;
    phone?: string;
    item?: string;
    behaviour?: Behaviour;
  }): Promise<{ id: string; orderId: string; phone: string }>;
  notification(id: string): Promise<NotificationRow>;
  /** Waits until the notification has that status, and gives it. */
  waitForStatus(id: string, status: string, ms?: number): Promise<NotificationRow>;
  /** The statuses that the notification had, from `queued` on. */
  history(id: string): Promise<string[]>;
  /** Posts a delivery report as the carrier does. */
  sendReport(form: Record<string, string>, secret?: string): Promise<Answer>;
  resend(id: string): Promise<Answer>;
}

export const CALLBACK_SECRET = 'a-callback-secret-of-the-tests';

/** @param variables environment besides that of a development start with the sandbox */
export async function startCarrierApp(
  variables: Record<string, string> = {},
  logTo?: Parameters<typeof startApp>[1],
): Promise<CarrierApp> {
  const at = await startApp(
    { ROLE: 'all', AT_CALLBACK_SECRET: CALLBACK_SECRET, SMS_TIMEOUT_SECONDS: '1', ...variables },
    logTo,
  );
  const carrier = variables.AT_BASE_URL === undefined ? at.app.get(SandboxCarrier) : new SandboxCarrier(0, () => null);
  const api = await at.asAdmin();

  const placeOrder: CarrierApp['placeOrder'] = async ({ name, phone, item = 'Mango', behaviour } = {}) => {
    const customer = await aCustomer(at.pool, name);
    const to = phone ?? customer.phone;
    if (phone !== undefined) await at.pool.query('update customers set phone = $2 where id = $1', [customer.id, phone]);
    if (behaviour !== undefined) carrier.script(to, { behaviour });
    const { json } = await api.post('/api/orders/create/', { customer_code: customer.code, item, amount: '420' });
    return { id: json.sms.id, orderId: json.order_id, phone: to };
  };
  const notification = async (id: string): Promise<NotificationRow> =>
    (await at.pool.query('select * from notifications where id = $1', [id])).rows[0];
  const history = async (id: string): Promise<string[]> => {
    const { rows } = await at.pool.query(
      'select to_status from notification_events where notification_id = $1 order by id',
      [id],
    );
    return ['queued', ...rows.map((row) => row.to_status)];
  };
  return {
    ...{ ...at, carrier, api, token: api.token, placeOrder, notification, history },
    waitForStatus: (id, status, ms) =>
      waitFor(
        () => notification(id),
        (row) => row.status === status,
        ms,
      ),
    sendReport: (form, secret = CALLBACK_SECRET) =>
      at.request(`/api/callbacks/africastalking/${secret}/delivery-reports`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
    resend: (id) =>
      at.request(`/api/notifications/${id}/resend`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${api.token}` },
      }),
  };
}
