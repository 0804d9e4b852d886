import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../../../platform/graphql/user-error';
import { Plan } from '../model/plan.entity';

@InputType({ description: 'What a plan grants, in place of what it granted before.' })
export class PlanEntitlementsSetInput {
  @Field(() => ID, { description: 'The plan.' })
  planId: string;

  @Field(() => [String], { defaultValue: [], description: 'Your own codes of features, at most 100: letters, digits and `. _ : -`.' })
  features: string[];

  @Field(() => [ID], { defaultValue: [], description: 'Products that subscribers may use, at most 100: digital content.' })
  productIds: string[];
}

@ObjectType({ description: 'The plan, with what it grants now.' })
export class PlanEntitlementsSetPayload extends Payload {
  @Field(() => Plan, { nullable: true, description: 'The plan; null when it was refused.' })
  plan?: Plan;
}
