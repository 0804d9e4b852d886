import { describeGatewayContract } from './gateway-contract';
import { embeddedBench, serverBench } from './sandbox-bench';

describeGatewayContract('the sandbox program', serverBench);
describeGatewayContract('the embedded sandbox', embeddedBench);
