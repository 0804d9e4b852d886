import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Payload } from '../../../platform/graphql/user-error';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { ProductVariant } from '../../catalog/contract';
import { BackorderMode, BackorderPolicy } from '../model/backorder-policy.entity';
import { BackorderStatus } from '../model/backorder.entity';

@ArgsType()
export class BackorderFilterArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this variant.' })
  variantId?: string | null;

  @Field(() => BackorderStatus, { nullable: true, description: 'Only those that stand there.' })
  status?: BackorderStatus | null;
}

@InputType({ description: 'How a variant is sold beyond what is in stock.' })
export class BackorderPolicySetInput {
  @Field(() => ID, { description: 'The variant; not a digital one.' })
  variantId: string;

  @Field(() => BackorderMode, { description: 'Always, or until `availableFrom`.' })
  mode: BackorderMode;

  @Field(() => Int, { nullable: true, description: 'How many pieces may wait for goods at once, of all orders, 1 or more; any number when left out.' })
  maxPieces?: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When goods are expected; in the future, and needed, with PREORDER.' })
  availableFrom?: Date | null;
}

@ObjectType({ description: 'How a variant is sold beyond what is in stock.' })
export class BackorderPolicySetPayload extends Payload {
  @Field(() => BackorderPolicy, { nullable: true, description: 'The policy; null when it was refused.' })
  backorderPolicy?: BackorderPolicy;
}

@InputType({ description: 'The variant of which only what is in stock shall be sold.' })
export class BackorderPolicyRemoveInput {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;
}

@ObjectType({ description: 'The variant of which only what is in stock is sold.' })
export class BackorderPolicyRemovePayload extends Payload {
  @Field(() => ProductVariant, { nullable: true, description: 'The variant; null when it was refused.' })
  variant?: ProductVariant;
}
