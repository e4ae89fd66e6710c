import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { UsersModule } from '../users/users.module.js';
import { CustomerCorrectionsController } from './correcting/customer-corrections.controller.js';
import { CustomerCorrectionsService } from './correcting/customer-corrections.service.js';
import { CustomersController } from './customers.controller.js';
import { CustomersRepository } from './customers.repository.js';
import { CustomersService } from './customers.service.js';
import { CustomerEventsRepository } from './history/customer-events.repository.js';
import { ImportedCustomersRepository } from './importing/imported-customers.repository.js';
import { PersonalCustomersRepository } from './personal-customers.repository.js';
import { PhoneCustomersController } from './phone-customers.controller.js';
import { CustomerSearchRepository } from './searching/customer-search.repository.js';
import { CustomerSearchService } from './searching/customer-search.service.js';
import { UserDirectoryController } from './user-directory.controller.js';
import { UserDirectoryRepository } from './user-directory.repository.js';
import { UserDirectoryService } from './user-directory.service.js';

@Module({
  imports: [AuthModule, EventsModule, NotificationsModule, UsersModule],
  controllers: [UserDirectoryController, CustomersController, PhoneCustomersController, CustomerCorrectionsController],
  providers: [
    CustomersRepository,
    CustomersService,
    UserDirectoryRepository,
    UserDirectoryService,
    CustomerCorrectionsService,
    CustomerEventsRepository,
    CustomerSearchRepository,
    CustomerSearchService,
    ImportedCustomersRepository,
    PersonalCustomersRepository,
  ],
  exports: [
    ...[CustomersService, CustomerCorrectionsService, CustomerSearchService],
    ...[ImportedCustomersRepository, PersonalCustomersRepository, UserDirectoryService],
  ],
})
export class CustomersModule {}
