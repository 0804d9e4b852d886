import { describeGatewayContract } from '../../../../tests/kit/gateways/gateway-contract';
import { embeddedBench, serverBench } from '../../../../tests/kit/gateways/sandbox-bench';

describeGatewayContract('the sandbox program', serverBench);
describeGatewayContract('the embedded sandbox', embeddedBench);
