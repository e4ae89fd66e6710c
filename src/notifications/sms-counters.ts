import { Injectable } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import { isCurrency } from '../currencies.js';
import { Metrics } from '../operations/metrics.js';
import type { CarrierOutcome } from './carrier/sms.gateway.js';
import { type DeliveryReport, REPORT_STATUSES } from './reports/delivery-report.js';
import { classifyFailure, FAILURE_REASONS } from './sending/failure-reasons.js';
import type { SendOutcome } from './sending/send-outcome.js';

/**
 * Networks that have a series of their own. Whoever knows the secret address names them, so their
 * number is bounded.
 */
const NETWORKS_MOST = 20;

/** Counts what this process sends, what it costs, and what is reported of it, for `/metrics`. */
@Injectable()
export class SmsCounters {
  private readonly networks = new Set<string>();
  private readonly failures: Counter<'reason'>;
  private readonly segments: Counter;
  private readonly cost: Counter<'currency'>;
  private readonly carrierTimes: Histogram<'outcome'>;
  private readonly reports: Counter<'status' | 'network'>;

  constructor({ registry }: Metrics) {
    const registers = [registry];
    this.failures = new Counter({
      name: 'sms_failures_total',
      help: 'Attempts that did not hand an SMS over, by the kind of reason; of this process.',
      labelNames: ['reason'],
      registers,
    });
    for (const reason of FAILURE_REASONS) this.failures.inc({ reason }, 0);
    this.segments = new Counter({
      name: 'sms_segments_total',
      help: 'Segments of the SMS that the carrier took, which are what it charges for; of this process.',
      registers,
    });
    this.cost = new Counter({
      name: 'sms_cost_total',
      help: 'What the carrier charged for SMS, in units of the currency; of this process.',
      labelNames: ['currency'],
      registers,
    });
    this.carrierTimes = new Histogram({
      name: 'sms_carrier_duration_seconds',
      help: 'Time that the carrier took to answer about an SMS, by outcome; of this process.',
      labelNames: ['outcome'],
      // SMS_TIMEOUT_SECONDS is 8 at most.
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
      registers,
    });
    this.reports = new Counter({
      name: 'sms_delivery_reports_total',
      help: "The carrier's delivery reports, by their status and the code of the phone's network; of this process.",
      labelNames: ['status', 'network'],
      registers,
    });
    for (const status of REPORT_STATUSES) this.reports.inc({ status, network: 'none' }, 0);
  }

  /** An attempt ended so. */
  noteOutcome(outcome: SendOutcome): void {
    const reason = classifyFailure(outcome);
    if (reason !== null) this.failures.inc({ reason });
  }

  /** The carrier answered so about an SMS of so many segments, after so many seconds. */
  noteAnswer(outcome: CarrierOutcome, segments: number, seconds: number): void {
    this.carrierTimes.observe({ outcome: outcome.kind }, seconds);
    if (outcome.kind !== 'accepted') return;
    this.segments.inc(segments);
    if (outcome.charge === null) return;
    const { currency, cost } = outcome.charge;
    this.cost.inc({ currency: isCurrency(currency) ? currency : 'other' }, Number(cost));
  }

  noteReport({ status, networkCode }: DeliveryReport): void {
    this.reports.inc({ status, network: this.nameNetwork(networkCode) });
  }

  private nameNetwork(code: string | null): string {
    if (code === null) return 'none';
    if (this.networks.has(code)) return code;
    if (!/^\d{3,6}$/.test(code) || this.networks.size >= NETWORKS_MOST) return 'other';
    this.networks.add(code);
    return code;
  }
}
