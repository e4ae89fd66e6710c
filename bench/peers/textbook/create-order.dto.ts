import { IsString, Length, Matches } from 'class-validator';

export class CreateOrderDto {
  @Matches(/^[A-Z]{8}$/)
  customer_code!: string;

  @IsString()
  @Length(1, 200)
  @Matches(/^\P{Cc}*$/u)
  item!: string;

  @Matches(/^(?=.*[1-9])0*\d{1,12}(\.\d{1,2})?$/)
  amount!: string;
}
