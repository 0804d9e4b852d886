export { normaliseEmail } from './model/credentials';
export { userById } from './storage/users.loaders';
export { User, UserRole } from './model/user.entity';
export { accessTokensPort, AccessTokens } from './model/access-token';
export { importUsers, type ImportedUser, type ImportedUsers } from './actions/import-users';
