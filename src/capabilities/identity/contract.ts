export { normaliseEmail } from './model/credentials';
export { userById } from './storage/users.loaders';
export { getActingUserId, lockUser } from './storage/users.queries';
export { User, UserRole } from './model/user.entity';
export { accessTokensPort, AccessTokens } from './model/access-token';
export { importUsers, type ImportedUser } from './actions/import-users';
export { userIdsByExternalId } from './storage/users.queries';
