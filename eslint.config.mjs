import graphql from '@graphql-eslint/eslint-plugin';
import ts from 'typescript-eslint';

/**
 * Types that are values: they belong to what holds them, so they have no id of their own. Payloads, connections, edges and
 * errors are known by the ends of their names.
 */
const valueTypes = ['PageInfo', 'Money', 'Recommendation', 'Invariant', 'InvoiceDeduction', 'InvoiceLine', 'InvoicePreview', 'CreditNoteLine', 'PlanEntitlement', 'Entitlement', 'ScheduledChange', 'SubscriptionPreview', 'FulfillmentLine', 'ReturnLine', 'ShippingAddress', 'PaymentMethodRestrictions', 'PlanMeter', 'MeterUsage', 'RecordedUsage', 'BoxItem', 'DeliveryItem', 'PlanMigrationPreview', 'PlanMigrationChange', 'PlanMigrationRefusal', 'PointsBalance', 'PointsEntry', 'PointsExpiry', 'PointsRate', 'CurrencyMetrics', 'MetricsPeriod', 'RetentionCohort', 'RetentionMonth', 'SubscriptionMetrics', 'CancellationInsights', 'CancellationReason', 'CancellationSaved', 'Discount', 'TaxRegion', 'InvoiceDiscount', 'OfferedDiscount', 'BoxPolicy', 'SubscriptionAddOn', 'PlanMemberPrice', 'PlanTimedPrice', 'DunningPolicy', 'StockPolicy', 'BackorderPolicy', 'CartLine', 'ShippingPrice', 'ShippingOffer', 'OrderFile', 'PurchaseOrderReceiptLine'];
const operations = ['tests/operations/**/*.graphql', 'demo/tour/**/*.graphql'];
const graphqlLanguage = { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: './schema.graphql', documents: operations } } };

const schemaRules = { ...graphql.configs['flat/schema-recommended'].rules, ...graphql.configs['flat/schema-relay'].rules };
const [severity, { 'FieldDefinition[parent.name.value=Subscription]': _rootPrefix, ...naming }] = schemaRules['@graphql-eslint/naming-convention'];

export default ts.config(
  { ignores: ['dist/', 'coverage/', 'tests/generated/', '**/*.cjs', '**/*.mjs', '**/*.js'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Entities and resolvers are classes, which TypeORM and TypeGraphQL call Function.
      '@typescript-eslint/no-unsafe-function-type': 'off',
      // Its idea of unnecessary leaves out what the compiler infers from the assertion: its fixes do not compile.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // What is declared to answer later may know its answer at once.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // A test writes the document, so it knows the answer's shape, which no type does. A mock's methods are called by the mocked.
    files: ['**/*.test.ts', 'tests/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['schema.graphql'],
    languageOptions: graphqlLanguage,
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...schemaRules,
      // subscriptionEvents is about subscriptions: the prefix is the noun there, not the kind of operation.
      '@graphql-eslint/naming-convention': [severity, naming],
      '@graphql-eslint/strict-id-in-types': ['error', { exceptions: { types: valueTypes, suffixes: ['Payload', 'Connection', 'Edge', 'Error'] } }],
      // The method of a payment has the field's own term; subscriptionEvents belongs to GraphQL's root.
      '@graphql-eslint/no-typename-prefix': 'off',
      // userErrors, nodes and short lists of values are no edges; the law on lists of nodes is a test in tests/architecture. A recommendation is no node.
      '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
    },
  },
  {
    files: operations,
    languageOptions: graphqlLanguage,
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/operations-recommended'].rules,
      // The test that asks decides what it needs of an answer; there is no cache to keep up.
      '@graphql-eslint/require-selections': 'off',
    },
  },
);
