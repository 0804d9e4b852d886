import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';

@ObjectType({ description: 'What a migration changes for the subscribers who are on one version of the terms, in one currency.' })
export class PlanMigrationChange {
  @Field(() => Int, { description: 'The version of the terms that they are on; counts from 1.' })
  fromVersion: number;

  @Field(() => Int, { description: 'How many subscriptions would be moved.' })
  count: number;

  @Field(() => Money, { description: 'Price of one period and one piece now.' })
  price: Money;

  @Field(() => Money, { nullable: true, description: 'The same afterwards; null when the new terms have no price in the currency, and all are refused.' })
  newPrice: Money | null;

  @Field(() => Money, { description: 'What those of them pay more in a month, all together, who count in monthly recurring revenue: no trial, and none that pauses. Negative for less.' })
  mrrChange: Money;
}

@ObjectType({ description: 'What a migration would do, as things stand.' })
export class PlanMigrationPreview {
  planId: string;

  toPlanId: string;

  @Field(() => Int, { description: 'How many subscriptions would be moved.' })
  count: number;

  @Field(() => Int, { description: 'How many would be refused.' })
  refused: number;

  @Field(() => [PlanMigrationChange], { description: 'What changes, by version and currency; the oldest version first.' })
  changes: PlanMigrationChange[];

  @Field(() => [Money], { description: 'The change of monthly recurring revenue in each currency.' })
  mrrChange: Money[];
}
