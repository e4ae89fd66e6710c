import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { jwtConstants } from './constants.js';
import { Customer } from './customer.entity.js';
import { HealthController } from './health.controller.js';
import { Notification } from './notification.entity.js';
import { Order } from './order.entity.js';
import { OrdersController } from './orders.controller.js';
import { OrdersService } from './orders.service.js';

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url: process.env.DATABASE_URL, autoLoadEntities: true }),
    TypeOrmModule.forFeature([Customer, Order, Notification]),
    JwtModule.register({ global: true, secret: jwtConstants.secret, signOptions: { expiresIn: '60s' } }),
  ],
  controllers: [HealthController, OrdersController],
  providers: [OrdersService],
})
export class AppModule {}
