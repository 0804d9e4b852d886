import { byId } from '../../../platform/graphql/loader';
import { AddOn } from '../model/add-on.entity';

export const addOnById = byId(AddOn);
