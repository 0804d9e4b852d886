import { byId } from '../../../platform/graphql/loader';
import { visibleUsers } from './users.queries';
import { User } from '../model/user.entity';

export const userById = byId(User, visibleUsers);
