import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { sealerPort } from '../../../platform/crypto/seal';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { Payload } from '../../../platform/graphql/user-error';
import { rotateSupplierWebhookSecret } from '../actions/rotate-supplier-webhook-secret';
import { Supplier } from '../model/supplier.entity';
import { messagesPathOf } from '../model/webhook-secret';

@InputType({ description: 'Whose secret to make anew.' })
export class SupplierWebhookSecretRotateInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId: string;
}

@ObjectType({ description: 'The secret that the supplier signs its messages with.' })
export class SupplierWebhookSecretRotatePayload extends Payload {
  @Field(() => Supplier, { nullable: true, description: 'The supplier; null when it was refused.' })
  supplier?: Supplier;

  @Field(() => String, { nullable: true, description: 'The secret, `whsec_` and what stands behind: shown this once. Give it to the supplier.' })
  secret?: string;
}

@Resolver(() => Supplier)
export class SupplierWebhookFields {
  @FieldResolver(() => String, { description: 'Where the supplier sends its messages: a path under the address of this server.' })
  messagesPath(@Root() supplier: Supplier): string {
    return messagesPathOf(supplier);
  }

  @FieldResolver(() => Boolean, { description: 'True when it can send messages: a secret was made.' })
  hasWebhookSecret(@Root() { sealedWebhookSecret }: Supplier): boolean {
    return sealedWebhookSecret !== null;
  }

  @Allow('supply.manage')
  @Mutation(() => SupplierWebhookSecretRotatePayload, { description: 'Makes the secret that a supplier signs its messages with. The one before is worth nothing from now on.' })
  supplierWebhookSecretRotate(@Ctx() context: Context, @Arg('input', { description: 'Whose.' }) input: SupplierWebhookSecretRotateInput) {
    // Never with an idempotency key: an answer that is remembered would keep the secret.
    return context.mutate({ name: 'supplierWebhookSecretRotate', input: {} }, (work) => rotateSupplierWebhookSecret(work, context.port(sealerPort), input));
  }
}
