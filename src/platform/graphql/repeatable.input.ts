import { Field, InputType } from 'type-graphql';

/** Input of a mutation that is safe to repeat; see `mutate`. */
@InputType({ description: 'What may be asked twice.' })
export abstract class RepeatableInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Makes the request safe to repeat: the same key and input again does nothing and gets the first answer, with the states, amounts and ' +
      'times of then. What was refused did nothing and leaves its key free. Scope: tenant, who asks, mutation. At most 255 characters.',
  })
  idempotencyKey?: string | null;
}
