import { allBy, byId, defineLoader } from '../../../platform/graphql/loader';
import { Coupon } from '../model/coupon.entity';
import { Discount } from '../model/discount.entity';
import { InvoiceDiscount } from '../model/invoice-discount.entity';
import { PromotionCode } from '../model/promotion-code.entity';
import { TaxRate } from '../model/tax-rate.entity';

export const couponById = byId(Coupon);
export const promotionCodeById = byId(PromotionCode);
export const taxRateById = byId(TaxRate);
export const discountsByInvoice = allBy(InvoiceDiscount, 'invoiceId', 'position');

/** As visible as what it belongs to. */
export const discountById = defineLoader<Discount | null>('DiscountById', async (view, ids) => {
  const discounts = await view.from(Discount).where({ id: ids as never }).all();
  const discountOf = new Map(discounts.map((discount) => [discount.id, discount]));
  return ids.map((id) => discountOf.get(id) ?? null);
});
