import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { advanceTestClock } from '../actions/advance-test-clock';
import { createTestClock } from '../actions/create-test-clock';
import { TestClock } from '../model/test-clock.entity';
import { findTestClock } from '../storage/tenants.queries';

@InputType({ description: 'The test clock to make.' })
class TestClockCreateInput {
  @Field(() => DateTimeScalar, { description: 'Where the clock starts.' })
  now: Date;
}

@InputType({ description: 'How far to move the test clock.' })
class TestClockAdvanceInput {
  @Field(() => DateTimeScalar, { description: 'Where the clock goes; never back.' })
  to: Date;
}

@ObjectType({ description: 'The new test clock.' })
class TestClockCreatePayload extends Payload {
  @Field(() => TestClock, { nullable: true, description: 'The clock; null when it was refused.' })
  testClock?: TestClock;
}

@ObjectType({ description: 'The test clock on its way.' })
class TestClockAdvancePayload extends Payload {
  @Field(() => TestClock, { nullable: true, description: 'The clock with status ADVANCING; null when it was refused.' })
  testClock?: TestClock;
}

@Resolver(() => TestClock)
export class TestClockResolver {
  @Allow('testClock.manage')
  @Query(() => TestClock, { nullable: true, description: 'The test clock of this TEST tenant; null when it has none.' })
  testClock(@Ctx() context: Context): Promise<TestClock | null> {
    return findTestClock(context.view);
  }

  @Allow('testClock.manage')
  @Mutation(() => TestClockCreatePayload, { description: 'Stops the business time of a TEST tenant at an instant.' })
  testClockCreate(@Ctx() context: Context, @Arg('input', { description: 'Where it starts.' }) input: TestClockCreateInput) {
    return context.mutate({ name: 'testClockCreate', input: {} }, async (work) => ({ testClock: await createTestClock(work, input) }));
  }

  @Allow('testClock.manage')
  @Mutation(() => TestClockAdvancePayload, {
    description: 'Moves the business time of a TEST tenant forward and runs everything due on the way. Returns at once with status ADVANCING; ask `testClock` until it is READY.',
  })
  testClockAdvance(@Ctx() context: Context, @Arg('input', { description: 'How far.' }) input: TestClockAdvanceInput) {
    return context.mutate({ name: 'testClockAdvance', input: {} }, async (work) => ({ testClock: await advanceTestClock(work, input) }));
  }
}
