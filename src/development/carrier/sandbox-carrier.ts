import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { type AccountAct, answerAccount } from './account.js';
import { answer } from './answers.js';
import { BEHAVIOURS, type Script } from './behaviour.js';
import { servePhonePages } from './phone-pages.js';
import { ReceivedMessages } from './received-messages.js';
import { Reporter } from './reporter.js';
import { Scripts } from './scripts.js';

const DEFAULT_REPORTS = ['Sent', 'Success'];

/**
 * A stand-in for Africa's Talking on a port of its own.
 * - It takes SMS in Africa's Talking's wire format, bills them and posts delivery reports.
 * - It shows the phones on a page.
 * - Scripts make it refuse, break or give no answer, so that the consequences can be seen.
 */
export class SandboxCarrier implements OnModuleInit, OnApplicationShutdown {
  readonly phones = new ReceivedMessages();
  /** Requests to send that came in, whether the message was taken or not. */
  requests = 0;
  /** What it does when it is asked about the account. */
  account: AccountAct = 'balance';
  private readonly scripts = new Scripts();
  private readonly reporter: Reporter;
  private server: FastifyInstance | null = null;

  /**
   * @param port 0 for any; it takes another one if this one is in use
   * @param reportsTo where delivery reports go; null for nowhere
   */
  constructor(
    private port: number,
    reportsTo: () => string | null,
  ) {
    this.reporter = new Reporter(reportsTo);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /**
   * Decides what happens to the next messages to a number.
   * @param phone E.164, or `*` for any number without a script of its own
   */
  script(phone: string, script: Script): void {
    this.scripts.add(phone, script);
  }

  onModuleInit(): Promise<void> {
    return this.listen();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async listen(): Promise<void> {
    const server = fastify({ forceCloseConnections: true });
    server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, text, done) =>
      done(null, { ...parse(text as string) }),
    );
    server.post<{ Body: Record<string, string> }>('/version1/messaging', (request, reply) =>
      this.take(request.headers.apikey, request.body, reply),
    );
    server.get('/version1/user', (request, reply) =>
      answerAccount(this.account, request.headers.apikey, this.phones.bill.cents, reply),
    );
    servePhonePages(server, this.phones, (phone, script) => this.script(phone, script));
    const host = '127.0.0.1';
    await server.listen({ port: this.port, host }).catch(() => server.listen({ port: 0, host }));
    this.server = server;
    this.port = (server.server.address() as AddressInfo).port;
  }

  /** Refuses connections until {@link listen} is called again. */
  async close(): Promise<void> {
    await this.server?.close();
    this.server = null;
  }

  private async take(
    key: unknown,
    { to = '', message = '' }: Record<string, string>,
    reply: FastifyReply,
  ): Promise<void> {
    this.requests++;
    if (typeof key !== 'string' || key === '')
      return void reply.code(401).send('The supplied authentication is invalid');
    const { behaviour, reports = DEFAULT_REPORTS, early = false } = this.scripts.take(to);
    const act = BEHAVIOURS[behaviour];
    const received = act.accepts ? this.phones.take(`ATXid_${randomUUID().replaceAll('-', '')}`, to, message) : null;
    const reported = received === null ? Promise.resolve() : this.reporter.report(received, reports);
    if (early) await reported;
    await answer(act, to, received, reply);
  }
}
