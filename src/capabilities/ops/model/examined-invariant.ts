import { Field, ID, Int, ObjectType } from 'type-graphql';

/** So many say what is wrong; the number of all is beside them. */
export const MAX_VIOLATIONS_SHOWN = 20;

/** An invariant, and how it stands with one tenant. */
@ObjectType('Invariant', { description: 'A rule that every commit of the shop must leave intact, and whether it does hold now.' })
export class ExaminedInvariant {
  @Field(() => String, { description: 'What it is called, its part of the system first: stock.movements-add-up-to-the-level.' })
  name: string;

  @Field(() => String, { description: 'What must hold.' })
  description: string;

  @Field(() => Int, { description: 'How many things break it; 0 when all is well.' })
  violationCount: number;

  @Field(() => [ID], {
    description: `Ids of things that break it, at most ${MAX_VIOLATIONS_SHOWN}, lowest first. Not all of them are nodes: a rule about all invoices names the tenant.`,
  })
  violations: string[];

  @Field(() => Boolean, { description: 'True when nothing breaks it.' })
  get holds(): boolean {
    return this.violationCount === 0;
  }
}
