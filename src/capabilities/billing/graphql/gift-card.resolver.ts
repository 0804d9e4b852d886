import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { sealerPort } from '../../../platform/crypto/seal';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { Money } from '../../../platform/graphql/money.type';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { User, userById } from '../../identity/contract';
import { createGiftCard } from '../actions/create-gift-card';
import { disableGiftCard } from '../actions/disable-gift-card';
import { redeemGiftCard } from '../actions/redeem-gift-card';
import { openGiftCardCode, shownGiftCardCode } from '../model/gift-card-code';
import { GiftCardStatus } from '../model/gift-card-status';
import { GiftCard } from '../model/gift-card.entity';
import { giftCardById, leftByGiftCard } from '../storage/billing.loaders';
import { pageOfGiftCards } from '../storage/gift-cards.queries';
import {
  GiftCardCreateInput,
  GiftCardCreatePayload,
  GiftCardDisableInput,
  GiftCardDisablePayload,
  GiftCardRedeemInput,
  GiftCardRedeemPayload,
} from './gift-card.inputs';

const GiftCardConnection = connectionOf(GiftCard, 'GiftCard');

@Resolver(() => GiftCard)
export class GiftCardResolver {
  @Allow('billing.readOwn')
  @Query(() => GiftCardConnection, { description: 'The gift cards that you redeemed, newest first; all of the shop for staff.' })
  giftCards(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs) {
    return pageOfGiftCards(view, pageRequest(page));
  }

  @Allow('billing.readOwn')
  @Query(() => GiftCard, { nullable: true, description: 'A gift card by id; null for what does not exist or is not yours to see.' })
  giftCard(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the gift card; not its code.' }) id: string): Promise<GiftCard | null> {
    return context.load(giftCardById, id);
  }

  @Allow('billing.manageGiftCards')
  @Mutation(() => GiftCardCreatePayload, { description: 'Makes a gift card. Its code is in the payload.' })
  giftCardCreate(@Ctx() context: Context, @Arg('input', { description: 'Over how much.' }) input: GiftCardCreateInput) {
    return context.mutate({ name: 'giftCardCreate', input }, async (work) => ({ giftCard: await createGiftCard(work, context.port(sealerPort), input) }));
  }

  @Allow('billing.payOwn')
  @Mutation(() => GiftCardRedeemPayload, { description: 'Puts a gift card on your account: your next invoices use it before your credit and before money.' })
  giftCardRedeem(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: GiftCardRedeemInput) {
    return context.mutate({ name: 'giftCardRedeem', input }, async (work) => ({ giftCard: await redeemGiftCard(work, input) }));
  }

  @Allow('billing.manageGiftCards')
  @Mutation(() => GiftCardDisablePayload, { description: 'Makes a gift card worthless, redeemed or not. What invoices have used of it stays used.' })
  giftCardDisable(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: GiftCardDisableInput) {
    return context.mutate({ name: 'giftCardDisable', input }, async (work) => ({ giftCard: await disableGiftCard(work, input) }));
  }

  @FieldResolver(() => Money, { description: 'What is left on it.' })
  async balance(@Root() card: GiftCard, @Ctx() context: Context): Promise<Money> {
    if (card.status === GiftCardStatus.ACTIVE) return card.amount;
    const leftMinor = card.status === GiftCardStatus.REDEEMED ? await context.load(leftByGiftCard, card.id) : 0n;
    return Money.of(leftMinor, card.currency);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who redeemed it; null while nobody has.' })
  user(@Root() { userId }: GiftCard, @Ctx() context: Context): Promise<User | null> | null {
    return userId === null ? null : context.load(userById, userId);
  }
}

/** Beside the card and not of it, so that no list of cards shows codes. */
@Resolver(() => GiftCardCreatePayload)
export class GiftCardCodeField {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'What to give to whoever is to redeem it. It stands nowhere else; the same request with the same idempotencyKey tells it again until it is redeemed. Null when it was refused.',
  })
  code(@Root() { giftCard }: GiftCardCreatePayload, @Ctx() context: Context): string | null {
    const sealed = giftCard?.sealedCode;
    return sealed ? shownGiftCardCode(openGiftCardCode(context.port(sealerPort), giftCard, sealed)) : null;
  }
}
