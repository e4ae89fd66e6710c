import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { UsersModule } from '../users/users.module.js';
import { CustomersController } from './customers.controller.js';
import { CustomersRepository } from './customers.repository.js';
import { CustomersService } from './customers.service.js';
import { PhoneCustomersController } from './phone-customers.controller.js';
import { UserDirectoryController } from './user-directory.controller.js';
import { UserDirectoryRepository } from './user-directory.repository.js';
import { UserDirectoryService } from './user-directory.service.js';

@Module({
  imports: [EventsModule, NotificationsModule, UsersModule],
  controllers: [UserDirectoryController, CustomersController, PhoneCustomersController],
  providers: [CustomersRepository, CustomersService, UserDirectoryRepository, UserDirectoryService],
  exports: [CustomersService],
})
export class CustomersModule {}
