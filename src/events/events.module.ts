import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditService } from './audit.service.js';
import { AuditEventsRepository } from './audit-events.repository.js';
import { AuditHousekeeping } from './audit-housekeeping.js';
import { AuditTrail } from './audit-trail.js';
import { ChangeSignal } from './change-signal.js';
import { TableExports } from './table-exports.js';

/**
 * What happened. It offers {@link AuditTrail} to whoever does something that is audited, and
 * {@link ChangeSignal} to whoever changes an order or a notification.
 */
@Module({
  controllers: [AuditController],
  providers: [AuditEventsRepository, AuditHousekeeping, AuditService, AuditTrail, ChangeSignal, TableExports],
  exports: [AuditService, AuditTrail, ChangeSignal, TableExports],
})
export class EventsModule {}
