import { ArgsType, Field, Int } from 'type-graphql';
import type { PageArgs as Values } from '../../kernel/page';

@ArgsType()
export class PageArgs implements Values {
  @Field(() => Int, { nullable: true, description: 'How many from the start, at most 100; 20 when neither `first` nor `last` is given.' })
  first?: number;

  @Field(() => String, { nullable: true, description: 'A cursor: only what comes after it.' })
  after?: string;

  @Field(() => Int, { nullable: true, description: 'How many from the end, at most 100. Not together with `first`.' })
  last?: number;

  @Field(() => String, { nullable: true, description: 'A cursor: only what comes before it.' })
  before?: string;
}
