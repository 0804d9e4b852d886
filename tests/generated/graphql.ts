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
  /** There is no successful charge to give money back from. */
  | 'CHARGE_NOT_REFUNDABLE'
  /** Somebody changed the same thing at the same time; read it again and repeat. */
  | 'CONFLICT'
  /** One order has one currency; the lines have prices in several. */
  | 'CURRENCY_MISMATCH'
  /** Another user of this shop has this e-mail address. */
  | 'EMAIL_TAKEN'
  /** Another one of this shop has this externalId. */
  | 'EXTERNAL_ID_TAKEN'
  /** There is less in stock than that. */
  | 'INSUFFICIENT_STOCK'
  /** The value is not acceptable; the message says why. */
  | 'INVALID'
  /** E-mail address and password do not belong together. */
  | 'INVALID_CREDENTIALS'
  /** The invoice is not open: a draft, paid already, or withdrawn. */
  | 'INVOICE_NOT_OPEN'
  /** There is not that much left to deliver. */
  | 'NOTHING_TO_FULFILL'
  /** The id names nothing that you can see. */
  | 'NOT_FOUND'
  /** This variant is digital: its stock is not counted. */
  | 'NOT_STOCKED'
  /** Something of the order has left already; take it back as a return. */
  | 'ORDER_ALREADY_SHIPPED'
  /** The order must be paid before anything leaves. */
  | 'ORDER_NOT_PAID'
  /** The order is not waiting for a payment. */
  | 'ORDER_NOT_PAYABLE'
  /** The payment was declined; Payment.failureCode says why. It is recorded, and another method may be tried. */
  | 'PAYMENT_DECLINED'
  /** The payment network does not answer. Nothing was done; try again. */
  | 'PAYMENT_GATEWAY_UNAVAILABLE'
  /** A charge of this invoice is under way and its outcome is not known yet; nothing is charged twice. */
  | 'PAYMENT_IN_PROGRESS'
  /** The payment method cannot be used: its token is not one that the payment gateway gave out. */
  | 'PAYMENT_METHOD_INVALID'
  /** No payment method is named and there is no default one; attach one first. */
  | 'PAYMENT_METHOD_REQUIRED'
  /** The customer must approve the payment at Payment.actionUrl; it goes on by itself then. */
  | 'PAYMENT_REQUIRES_ACTION'
  /** The plan is no longer on offer. */
  | 'PLAN_ARCHIVED'
  /** The refund is more than what is left of the charge. */
  | 'REFUND_EXCEEDS_CHARGE'
  /** The payment network did not give the money back; the failed refund is recorded. */
  | 'REFUND_FAILED'
  /** The refresh token is unknown, used up or expired; sign in again. */
  | 'SESSION_EXPIRED'
  /** Another variant of this shop has this SKU. */
  | 'SKU_TAKEN'
  /** The subscription has ended. */
  | 'SUBSCRIPTION_ENDED'
  /** A subscription to the same plan waits for its payment; pay that one first. */
  | 'SUBSCRIPTION_PAST_DUE'
  /** The test clock is moving; wait until it is READY. */
  | 'TEST_CLOCK_ADVANCING'
  /** A test clock cannot go back. */
  | 'TEST_CLOCK_MOVES_FORWARD_ONLY'
  /** Only a TEST tenant may have a test clock. */
  | 'TEST_CLOCK_NOT_ALLOWED'
  /** The state that the thing is in does not allow this. */
  | 'TRANSITION_NOT_ALLOWED'
  /** The variant is unknown, not published, or no longer sold. */
  | 'VARIANT_NOT_FOR_SALE'
  /** Another warehouse of this shop has this code. */
  | 'WAREHOUSE_CODE_TAKEN'
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