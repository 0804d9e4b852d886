import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { TaxRegion } from '../model/tax-region';
import { User, UserRole } from '../model/user.entity';

@InputType({ description: 'A new user.' })
export class UserRegisterInput {
  @Field(() => String, { description: 'Address to sign in with.' })
  email: string;

  @Field(() => String, { description: '8 to 256 characters.' })
  password: string;

  @Field(() => String, { description: 'The name to call the person by.' })
  name: string;
}

@InputType({ description: 'What to change of a user; what is left out stays.' })
export class UserUpdateInput {
  @Field(() => ID, { nullable: true, description: 'The user; yourself when left out. Another user needs the permission users.manage.' })
  userId?: string | null;

  @Field(() => String, { nullable: true, description: 'A new address to sign in with.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'A new password, 8 to 256 characters. It ends all sessions of the user.' })
  password?: string | null;

  @Field(() => String, { nullable: true, description: 'The password now; needed to change your own address or password.' })
  currentPassword?: string | null;

  @Field(() => UserRole, { nullable: true, description: 'A new role; needs the permission users.manage.' })
  role?: UserRole | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Replaces the metadata.' })
  metadata?: Record<string, unknown> | null;

  @Field(() => TaxRegion, { nullable: true, description: 'Where the user is taxed; null to forget it.' })
  taxRegion?: TaxRegion | null;
}

@InputType({ description: 'How to sign in.' })
export class SessionCreateInput {
  @Field(() => String, { description: 'The user\'s address.' })
  email: string;

  @Field(() => String, { description: 'The user\'s password.' })
  password: string;
}

@InputType({ description: 'The session to go on with.' })
export class SessionRefreshInput {
  @Field(() => String, { description: 'The newest refresh token of the session.' })
  refreshToken: string;
}

@InputType({ description: 'The session to end.' })
export class SessionRevokeInput {
  @Field(() => String, { description: 'The newest refresh token of the session.' })
  refreshToken: string;
}

@ObjectType({ description: 'The new user.' })
export class UserRegisterPayload extends Payload {
  @Field(() => User, { nullable: true, description: 'The user; null when it was refused.' })
  user?: User;
}

@ObjectType({ description: 'The changed user.' })
export class UserUpdatePayload extends Payload {
  @Field(() => User, { nullable: true, description: 'The user; null when it was refused.' })
  user?: User;
}

@ObjectType({ description: 'The tokens of a session.' })
export abstract class SessionPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Send it as `authorization: Bearer <token>`; null when it was refused.' })
  accessToken?: string;

  @Field(() => String, { nullable: true, description: 'Exchange it with `sessionRefresh`; good once.' })
  refreshToken?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the access token expires.' })
  expiresAt?: Date;

  @Field(() => User, { nullable: true, description: 'Who is signed in.' })
  user?: User;
}

@ObjectType({ description: 'The new session.' })
export class SessionCreatePayload extends SessionPayload {}

@ObjectType({ description: 'The session with new tokens.' })
export class SessionRefreshPayload extends SessionPayload {}

@ObjectType({ description: 'The ended session.' })
export class SessionRevokePayload extends Payload {}
