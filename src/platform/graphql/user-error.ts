import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { declaredRefusals, Refusal } from '../../kernel/refusal';

/** Filled from the declared refusals when the schema is built. */
const userErrorCodes: Record<string, string> = {};

export function registerUserErrorCodes(): void {
  const valuesConfig: Record<string, { description: string }> = {};
  for (const [code, description] of declaredRefusals()) {
    userErrorCodes[code] = code;
    valuesConfig[code] = { description };
  }
  registerEnumType(userErrorCodes, {
    name: 'UserErrorCode',
    description: 'Why something was refused that the user can mend.',
    valuesConfig,
  });
}

@ObjectType('UserError', { description: 'Something that the user can mend. A refusal has changed nothing; a payment that was declined is in the payload beside it.' })
export class UserError {
  @Field(() => [String], { nullable: true, description: 'The input field that it is about, as a path.' })
  field: readonly string[] | null;

  @Field(() => String, { description: 'A sentence for people.' })
  message: string;

  @Field(() => userErrorCodes, { description: 'A word for programs.' })
  code: string;
}

/** What every mutation's payload has beside its result. */
@ObjectType({ description: 'What every payload has.' })
export abstract class Payload {
  @Field(() => [UserError], { description: 'Empty when all went well.' })
  userErrors: UserError[];
}

export function toUserError({ field, message, code }: Refusal): UserError {
  return Object.assign(new UserError(), { field, message, code });
}
