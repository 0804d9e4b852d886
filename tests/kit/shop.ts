import { randomUUID } from 'node:crypto';
import { ChangeUserDocument, RegisterDocument, SignInDocument, type TypedDocumentString } from '../generated/graphql';
import { post, type Answer, type Variables } from './client';
import { listen, type Listener } from './listener';
import type { World } from './world';

const PATIENCE_MS = 60_000;

export interface Caller {
  readonly apiKey: string;
  readonly accessToken?: string;
}

/** One tenant as its clients see it: everything goes over HTTP and websockets. */
export class Shop {
  readonly tenantId: string;
  readonly publishableKey: string;
  readonly secretKey: string;

  constructor(
    readonly world: World,
    keys: { tenantId: string; publishableKey: string; secretKey: string },
  ) {
    ({ tenantId: this.tenantId, publishableKey: this.publishableKey, secretKey: this.secretKey } = keys);
  }

  /** With the publishable key alone. */
  get visitor(): Client {
    return new Client(this, { apiKey: this.publishableKey });
  }

  /** With the secret key alone: the merchant's own server. */
  get server(): Client {
    return new Client(this, { apiKey: this.secretKey });
  }

  /** Moves the test clock, runs what is due on the way and waits until it has arrived. */
  async advance(to: string): Promise<void> {
    const { testClockAdvance } = await this.server.do(
      `mutation Advance($input: TestClockAdvanceInput!) { testClockAdvance(input: $input) { userErrors { code message } } }`,
      { input: { to } },
    );
    if (testClockAdvance.userErrors.length > 0) throw new Error(JSON.stringify(testClockAdvance.userErrors));
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      await this.world.settle();
      const { testClock } = await this.server.do(`{ testClock { status now } }`);
      if (testClock.status === 'READY') return;
      // Its next step may be due a moment from now by the database's time.
      if (testClock.status === 'FAILED' || performance.now() > giveUpAt) throw new Error(`the test clock is ${testClock.status} at ${testClock.now}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** A new user, signed in. `role` other than USER is given by the server key. */
  async user({ role = 'USER', name = 'Ada' }: { role?: 'USER' | 'STAFF' | 'ADMIN'; name?: string } = {}): Promise<SignedInClient> {
    const email = `${randomUUID()}@example.com`;
    const password = 'correct horse battery';
    const { userRegister } = await this.visitor.do(RegisterDocument, { input: { email, password, name } });
    const userId = userRegister.user!.id;
    if (role !== 'USER') await this.server.do(ChangeUserDocument, { input: { userId, role } });
    const { sessionCreate } = await this.visitor.do(SignInDocument, { input: { email, password } });
    const [accessToken, refreshToken] = [sessionCreate.accessToken!, sessionCreate.refreshToken!];
    return new SignedInClient(this, { apiKey: this.publishableKey, accessToken }, { userId, email, password, refreshToken });
  }
}

/** Somebody who calls the API. */
export class Client {
  constructor(
    readonly shop: Shop,
    readonly caller: Caller,
  ) {}

  /** The whole answer, errors included. */
  ask(document: string, variables: Variables = {}): Promise<Answer> {
    return post(this.shop.world.server.url, document, variables, this.caller);
  }

  /** The data; throws when the answer has top-level errors. Typed for an operation of tests/operations. */
  do<Result, Given extends Variables>(operation: TypedDocumentString<Result, Given>, variables: Given): Promise<Result>;
  do(document: string, variables?: Variables): Promise<Data>;
  async do(operation: string | TypedDocumentString<unknown, never>, variables: Variables = {}): Promise<unknown> {
    const answer = await this.ask(operation.toString(), variables);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  /** Subscribes over a websocket of its own. */
  listen(document: string, variables: Variables = {}): Promise<Listener> {
    return listen(this.shop.world.server.wsUrl, document, variables, this.caller);
  }
}

export class SignedInClient extends Client {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
  readonly refreshToken: string;

  constructor(shop: Shop, caller: Caller, user: { userId: string; email: string; password: string; refreshToken: string }) {
    super(shop, caller);
    ({ userId: this.userId, email: this.email, password: this.password, refreshToken: this.refreshToken } = user);
  }
}

// What a test asks for is written in the test itself, so its shape is known there and nowhere else.
export type Data = Record<string, any>;
