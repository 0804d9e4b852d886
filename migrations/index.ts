import { CreatePlatform1763715600000 } from './20261121090000-create-platform';
import { CreateTenants1763715660000 } from './20261121090100-create-tenants';
import { CreateIdentity1763715720000 } from './20261121090200-create-identity';
import { CreateCatalog1763715780000 } from './20261121090300-create-catalog';
import { CreateStock1763715840000 } from './20261121090400-create-stock';
import { CreateBilling1763715900000 } from './20261121090500-create-billing';
import { CreateOrders1763715960000 } from './20261121090600-create-orders';
import { CreateNotifications1763716020000 } from './20261121090700-create-notifications';
import { CreateSubscriptions1763716080000 } from './20261121090800-create-subscriptions';
import { CreateRecommendations1763716200000 } from './20261121091000-create-recommendations';
import { CreateLedger1763716260000 } from './20261121210000-create-ledger';
import { ChangePlans1763716320000 } from './20261121211000-change-plans';
import { CreateCouponsAndTaxes1763719200000 } from './20261121220000-create-coupons-and-taxes';
import { CreateGiftCards1763763000000 } from './20261121221000-create-gift-cards';
import { CreatePoints1763763010000 } from './20261121221010-create-points';
import { CreateCreditNotes1763763020000 } from './20261121221020-create-credit-notes';
import { StartAndTerm1763716380000 } from './20261121222000-start-and-term';
import { SkipAndEnd1763716440000 } from './20261121222100-skip-and-end';
import { CreateEntitlements1763717400000 } from './20261121223000-create-entitlements';
import { MeterUsage1763717460000 } from './20261121223100-meter-usage';
import { CreateDeliveries1763717520000 } from './20261121223200-create-deliveries';
import { CreatePlanMigrations1763717580000 } from './20261121223300-create-plan-migrations';
import { CreateInsights1763716440000 } from './20261121224000-create-insights';
import { CreateCancelFlow1763716500000 } from './20261121224100-create-cancel-flow';
import { RestrictPaymentMethods1763765400000 } from './20261121225000-restrict-payment-methods';
import { CreateDisputes1763765460000 } from './20261121225100-create-disputes';
import { ProveNotices1763766000000 } from './20261121222200-prove-notices';
import { HoldCycles1763776800000 } from './20261122020000-hold-cycles';
import { CreateDunningPolicies1763776860000 } from './20261122020100-create-dunning-policies';
import { CreateNoticePolicy1763776920000 } from './20261122020200-create-notice-policy';
import { PackWhatWasBilled1763780400000 } from './20261122030000-pack-what-was-billed';
import { KnowWhatWasCredited1763780460000 } from './20261122030100-know-what-was-credited';
import { ChargeBackCycles1763780520000 } from './20261122030200-charge-back-cycles';
import { SetUpFeesByCurrency1763780580000 } from './20261122030300-set-up-fees-by-currency';
import { ReserveStock1763784000000 } from './20261122040000-reserve-stock';
import { SecureGoods1763784060000 } from './20261122040100-secure-goods';
import { AddOns1763784120000 } from './20261122040200-add-ons';
import { TimeAndMemberPrices1763784180000 } from './20261122040300-time-and-member-prices';
import { OrderBoxes1763787600000 } from './20261122050000-order-boxes';
import { KnowWhereLinesWent1763791200000 } from './20261122060000-know-where-lines-went';
import { SpendPointsOnRenewal1763793600000 } from './20261122064000-spend-points-on-renewal';
import { GrantByAddOns1763793660000 } from './20261122064100-grant-by-add-ons';
import { UndoAddOns1763793720000 } from './20261122064200-undo-add-ons';
import { OwnTerms1763794200000 } from './20261122065000-own-terms';
import { TaxOrders1763794800000 } from './20261122066000-tax-orders';
import { CreateSuppliers1763798400000 } from './20261122070000-create-suppliers';
import { CreatePurchaseOrders1763798700000 } from './20261122070500-create-purchase-orders';
import { StockPolicies1763799000000 } from './20261122071000-stock-policies';
import { CreateBackorders1763799600000 } from './20261122072000-create-backorders';
import { ShipByZones1763800200000 } from './20261122073000-ship-by-zones';
import { CreateCarts1763801400000 } from './20261122075000-create-carts';

/** One history for both engines, oldest first. */
export const migrations = [
  CreatePlatform1763715600000,
  CreateTenants1763715660000,
  CreateIdentity1763715720000,
  CreateCatalog1763715780000,
  CreateStock1763715840000,
  CreateBilling1763715900000,
  CreateOrders1763715960000,
  CreateNotifications1763716020000,
  CreateSubscriptions1763716080000,
  CreateRecommendations1763716200000,
  CreateLedger1763716260000,
  ChangePlans1763716320000,
  StartAndTerm1763716380000,
  SkipAndEnd1763716440000,
  CreateInsights1763716440000,
  CreateCancelFlow1763716500000,
  CreateEntitlements1763717400000,
  MeterUsage1763717460000,
  CreateDeliveries1763717520000,
  CreatePlanMigrations1763717580000,
  CreateCouponsAndTaxes1763719200000,
  CreateGiftCards1763763000000,
  CreatePoints1763763010000,
  CreateCreditNotes1763763020000,
  RestrictPaymentMethods1763765400000,
  CreateDisputes1763765460000,
  ProveNotices1763766000000,
  HoldCycles1763776800000,
  CreateDunningPolicies1763776860000,
  CreateNoticePolicy1763776920000,
  PackWhatWasBilled1763780400000,
  KnowWhatWasCredited1763780460000,
  ChargeBackCycles1763780520000,
  SetUpFeesByCurrency1763780580000,
  ReserveStock1763784000000,
  SecureGoods1763784060000,
  AddOns1763784120000,
  TimeAndMemberPrices1763784180000,
  OrderBoxes1763787600000,
  KnowWhereLinesWent1763791200000,
  SpendPointsOnRenewal1763793600000,
  GrantByAddOns1763793660000,
  UndoAddOns1763793720000,
  OwnTerms1763794200000,
  TaxOrders1763794800000,
  CreateSuppliers1763798400000,
  CreatePurchaseOrders1763798700000,
  StockPolicies1763799000000,
  CreateBackorders1763799600000,
  ShipByZones1763800200000,
  CreateCarts1763801400000,
];
