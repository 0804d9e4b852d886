import { Field, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../../../platform/graphql/user-error';
import { AllocationPolicy } from '../model/allocation-policy';
import { StockPolicy } from '../model/stock-policy.entity';

@InputType({ description: 'How orders are given their goods from now on.' })
export class StockPolicyUpdateInput {
  @Field(() => AllocationPolicy, { description: 'Which warehouse gives first.' })
  allocationPolicy: AllocationPolicy;
}

@ObjectType({ description: 'How orders are given their goods from now on.' })
export class StockPolicyUpdatePayload extends Payload {
  @Field(() => StockPolicy, { nullable: true, description: 'The policy; null when it was refused.' })
  stockPolicy?: StockPolicy;
}
