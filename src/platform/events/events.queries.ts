import type { Page, PageRequest } from '../../kernel/page';
import type { Where } from '../database/select';
import type { View } from '../database/view';
import { byId } from '../graphql/loader';
import { READ_ALL_EVENTS } from './event-stream';
import { Event } from './event.entity';

/** Staff see the tenant's whole log, a user what concerns her. */
function visibleEvents(view: View): Where<Event> {
  return view.actor.can(READ_ALL_EVENTS) ? {} : { userId: view.actor.userId ?? '' };
}

/** The log, oldest first; of the given types when there are any. */
export function pageOfEvents(view: View, types: readonly string[], request: PageRequest): Promise<Page<Event>> {
  return view
    .from(Event)
    .where(visibleEvents(view))
    .where(types.length > 0 ? { type: types } : {})
    .orderBy('sequence')
    .pageByUnique(request);
}

export const eventById = byId(Event, visibleEvents);
