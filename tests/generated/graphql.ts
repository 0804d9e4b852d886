/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How to sign in. */
export type SessionCreateInput = {
  /** The user's address. */
  email: string;
  /** The user's password. */
  password: string;
};

/** Why something was refused that the user can mend. */
export type UserErrorCode =
  /** Another one with the same unique value exists. */
  | 'ALREADY_EXISTS'
  /** Somebody changed the same thing at the same time; read it again and repeat. */
  | 'CONFLICT'
  /** Another user of this shop has this e-mail address. */
  | 'EMAIL_TAKEN'
  /** The value is not acceptable; the message says why. */
  | 'INVALID'
  /** E-mail address and password do not belong together. */
  | 'INVALID_CREDENTIALS'
  /** The id names nothing that you can see. */
  | 'NOT_FOUND'
  /** The refresh token is unknown, used up or expired; sign in again. */
  | 'SESSION_EXPIRED'
  /** The test clock is moving; wait until it is READY. */
  | 'TEST_CLOCK_ADVANCING'
  /** A test clock cannot go back. */
  | 'TEST_CLOCK_MOVES_FORWARD_ONLY'
  /** Only a TEST tenant may have a test clock. */
  | 'TEST_CLOCK_NOT_ALLOWED'
  /** The state that the thing is in does not allow this. */
  | 'TRANSITION_NOT_ALLOWED'
  /** The password is too short or too long. */
  | 'WEAK_PASSWORD';

/** A new user. */
export type UserRegisterInput = {
  /** Address to sign in with. */
  email: string;
  /** The name to call the person by. */
  name: string;
  /** 8 to 256 characters. */
  password: string;
};

/** What a user may do in this tenant. */
export type UserRole =
  /** Staff that also manages users and settings. */
  | 'ADMIN'
  /** Works for the merchant: sees and changes the tenant's business. */
  | 'STAFF'
  /** A customer: sees and changes what is her own. */
  | 'USER';

/** What to change of a user; what is left out stays. */
export type UserUpdateInput = {
  /** The password now; needed to change your own address or password. */
  currentPassword?: string | null | undefined;
  /** A new address to sign in with. */
  email?: string | null | undefined;
  /** Replaces the metadata. */
  metadata?: unknown;
  /** A new name. */
  name?: string | null | undefined;
  /** A new password, 8 to 256 characters. */
  password?: string | null | undefined;
  /** A new role; needs the permission users.manage. */
  role?: UserRole | null | undefined;
  /** The user; yourself when left out. Another user needs the permission users.manage. */
  userId?: string | null | undefined;
};

export type RegisterMutationVariables = Exact<{
  input: UserRegisterInput;
}>;


export type RegisterMutation = { userRegister: { user: { id: string, name: string, email: string | null, role: UserRole } | null, userErrors: Array<{ field: Array<string> | null, code: UserErrorCode, message: string }> } };

export type SignInMutationVariables = Exact<{
  input: SessionCreateInput;
}>;


export type SignInMutation = { sessionCreate: { accessToken: string | null, refreshToken: string | null, expiresAt: string | null, user: { id: string } | null, userErrors: Array<{ field: Array<string> | null, code: UserErrorCode, message: string }> } };

export type ChangeUserMutationVariables = Exact<{
  input: UserUpdateInput;
}>;


export type ChangeUserMutation = { userUpdate: { user: { id: string, name: string, email: string | null, role: UserRole } | null, userErrors: Array<{ field: Array<string> | null, code: UserErrorCode, message: string }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, name: string, email: string | null, role: UserRole } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: UserRegisterInput!) {
  userRegister(input: $input) {
    user {
      id
      name
      email
      role
    }
    userErrors {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SessionCreateInput!) {
  sessionCreate(input: $input) {
    accessToken
    refreshToken
    expiresAt
    user {
      id
    }
    userErrors {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const ChangeUserDocument = new TypedDocumentString(`
    mutation ChangeUser($input: UserUpdateInput!) {
  userUpdate(input: $input) {
    user {
      id
      name
      email
      role
    }
    userErrors {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeUserMutation, ChangeUserMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    id
    name
    email
    role
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;