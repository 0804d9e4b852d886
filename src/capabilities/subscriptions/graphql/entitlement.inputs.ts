import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../../../platform/graphql/user-error';
import { AddOn } from '../model/add-on.entity';
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

@InputType({ description: 'What an add-on grants, in place of what it granted before.' })
export class AddOnEntitlementsSetInput {
  @Field(() => ID, { description: 'The add-on.' })
  addOnId: string;

  @Field(() => [String], { defaultValue: [], description: 'Your own codes of features, at most 100: letters, digits and `. _ : -`.' })
  features: string[];

  @Field(() => [ID], { defaultValue: [], description: 'Products that whoever has it may use, at most 100: digital content.' })
  productIds: string[];
}

@ObjectType({ description: 'The add-on, with what it grants now.' })
export class AddOnEntitlementsSetPayload extends Payload {
  @Field(() => AddOn, { nullable: true, description: 'The add-on; null when it was refused.' })
  addOn?: AddOn;
}

@ObjectType({ description: 'The plan, with what it grants now.' })
export class PlanEntitlementsSetPayload extends Payload {
  @Field(() => Plan, { nullable: true, description: 'The plan; null when it was refused.' })
  plan?: Plan;
}
