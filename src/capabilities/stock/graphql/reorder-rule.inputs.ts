import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PercentScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { ReorderRule } from '../model/reorder-rule.entity';

@ArgsType()
export class ReorderRuleFilterArgs {
  @Field(() => ID, { nullable: true, description: 'Only rules for this variant.' })
  variantId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only rules for this warehouse.' })
  warehouseId?: string | null;
}

@InputType({ description: 'When a variant is to be bought again for a warehouse; takes the place of what was said before.' })
export class ReorderRuleSetInput {
  @Field(() => ID, { description: 'The variant; not a digital one.' })
  variantId: string;

  @Field(() => ID, { description: 'The warehouse.' })
  warehouseId: string;

  @Field(() => Int, { description: 'It is due when onHand + incoming - allocated is at this number of pieces or below; 0 to 1,000,000.' })
  reorderPoint: number;

  @Field(() => Int, { description: 'Pieces to buy then, 1 to 1,000,000; more where that does not reach the reorder point.' })
  reorderQuantity: number;

  @Field(() => Int, { nullable: true, description: 'Pieces that onHand + incoming - allocated shall not exceed after it; above the reorder point. No limit when left out.' })
  maximum?: number | null;

  @Field(() => PercentScalar, { nullable: true, description: 'In what share of the lead times the goods shall not run out: 50 to under 100.' })
  serviceLevel?: bigint | null;
}

@InputType({ description: 'The rule to remove.' })
export class ReorderRuleRemoveInput {
  @Field(() => ID, { description: 'Its variant.' })
  variantId: string;

  @Field(() => ID, { description: 'Its warehouse.' })
  warehouseId: string;
}

@ObjectType({ description: 'The rule that holds now.' })
export class ReorderRuleSetPayload extends Payload {
  @Field(() => ReorderRule, { nullable: true, description: 'The rule; null when it was refused.' })
  reorderRule?: ReorderRule;
}

@ObjectType({ description: 'The rule that does not hold any more.' })
export class ReorderRuleRemovePayload extends Payload {
  @Field(() => ReorderRule, { nullable: true, description: 'The rule as it was; null when there was none.' })
  reorderRule?: ReorderRule | null;
}
