import { defineCapability } from '../../platform/capability';
import { userRegistered } from './events';
import { SessionResolver } from './graphql/session.resolver';
import { UserResolver } from './graphql/user.resolver';
import './model/refusals';
import { Session } from './model/session.entity';
import { User } from './model/user.entity';
import { userById } from './storage/users.loaders';

/** For the command line, which makes the first ADMIN. */
export { registerUser } from './actions/register-user';
export { assertPassword } from './model/credentials';
export { hashPassword } from './model/password';

export const identity = defineCapability({
  name: 'identity',
  entities: [User, Session],
  resolvers: [UserResolver, SessionResolver],
  nodes: [{ prefix: 'user', typeName: 'User', loader: userById, permission: 'users.readOwn' }],
  permissions: {
    'users.readOwn': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Read yourself.' },
    'users.updateOwn': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Change yourself.' },
    'users.read': { roles: ['STAFF', 'ADMIN'], description: 'Read every user.' },
    'users.manage': { roles: ['ADMIN', 'SERVER'], description: 'Change other users and their roles.' },
  },
  events: [userRegistered],
});
