import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditService } from './audit.service.js';
import { AuditEventsRepository } from './audit-events.repository.js';
import { AuditHousekeeping } from './audit-housekeeping.js';
import { AuditTrail } from './audit-trail.js';
import { TableExports } from './table-exports.js';

/** What happened. It offers {@link AuditTrail} to whoever does something that is audited. */
@Module({
  controllers: [AuditController],
  providers: [AuditEventsRepository, AuditHousekeeping, AuditService, AuditTrail, TableExports],
  exports: [AuditService, AuditTrail, TableExports],
})
export class EventsModule {}
