import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';
import type { Row } from '../../transport/pages';

/** A place where an extension is used. */
export interface Use {
	/** `queueAgent`, `inboundRule`, … */
	kind: string;
	/** Number of what uses it; empty where that has none. */
	number: string;
	name: string;
	/** Which property of it, e.g. `HolidaysRoute`. */
	where: string;
}

const asRows = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRecord) : []);

const contains = (list: unknown, number: string) => asRows(list).some((entry) => asText(entry.Number) === number);

/** Whether a destination, a route around one, or a bare number leads to an extension or to its voicemail. */
function leadsTo(value: unknown, number: string): boolean {
	if (!isRecord(value)) return asText(value) === number;
	if (isRecord(value.Route)) return leadsTo(value.Route, number);
	return asText(value.Number) === number && asText(value.To) !== 'External';
}

/** What to look at in one kind of rows. */
interface Place {
	/** Reads the rows, as the catalog writes the request. */
	request: string;
	/** Lists that may contain the extension, with what being in one is called. */
	lists: Readonly<Record<string, string>>;
	/** Destinations and numbers that may lead to it. */
	routes: readonly string[];
	/** Lists to expand that contain routes. */
	nested: Readonly<Record<string, readonly string[]>>;
	kind: string;
	nameProperty: string;
	hasNumber: boolean;
}

const ROUTES = ['OutOfOfficeRoute', 'BreakRoute', 'HolidaysRoute'];
const place = (request: string, kind: string, details: Partial<Place>): Place => ({
	request,
	kind,
	lists: {},
	routes: [],
	nested: {},
	nameProperty: 'Name',
	hasNumber: true,
	...details,
});

/** Where an extension may be used, users aside. */
export const places: readonly Place[] = [
	place('GET /Queues', 'queue', {
		lists: { Agents: 'queueAgent', Managers: 'queueManager' },
		routes: ['ForwardNoAnswer', ...ROUTES],
	}),
	place('GET /RingGroups', 'ringGroup', { lists: { Members: 'ringGroupMember' }, routes: ['ForwardNoAnswer', ...ROUTES] }),
	place('GET /Receptionists', 'digitalReceptionist', {
		routes: ['TimeoutForwardDN', 'InvalidKeyForwardDN', ...ROUTES],
		nested: { Forwards: ['ForwardDN'] },
	}),
	place('GET /InboundRules', 'inboundRule', {
		routes: ['OfficeHoursDestination', 'OutOfOfficeHoursDestination', 'HolidaysDestination'],
		nameProperty: 'RuleName',
		hasNumber: false,
	}),
	place('GET /Groups', 'department', { routes: ['OfficeRoute', 'CustomOperator', ...ROUTES] }),
];

/** The query that reads what `usesIn` looks at. */
export function queryFor({ lists, routes, nested, nameProperty, hasNumber }: Place): Record<string, string> {
	const expanded = [...Object.keys(lists), ...Object.keys(nested)];
	return {
		$select: ['Id', ...(hasNumber ? ['Number'] : []), nameProperty, ...routes].join(','),
		...(expanded.length > 0 ? { $expand: expanded.join(',') } : {}),
	};
}

/** Where one row uses an extension. */
export function usesIn(row: Row, number: string, { kind, lists, routes, nested, nameProperty, hasNumber }: Place): Use[] {
	const use = (what: string, where: string): Use => ({
		kind: what,
		number: hasNumber ? asText(row.Number) : '',
		name: asText(row[nameProperty]),
		where,
	});
	const inLists = Object.entries(lists).filter(([property]) => contains(row[property], number));
	const inRoutes = routes.filter((property) => leadsTo(row[property], number));
	const inNested = Object.entries(nested).filter(([property, names]) =>
		asRows(row[property]).some((entry) => names.some((name) => leadsTo(entry[name], number))),
	);
	return [
		...inLists.map(([property, what]) => use(what, property)),
		...[...inRoutes, ...inNested.map(([property]) => property)].map((property) => use(kind, property)),
	];
}

/** Every destination in the routes of a user's statuses. */
function forwardsTo(user: Row, number: string): boolean {
	const routes = asRows(user.ForwardingProfiles).flatMap(({ AvailableRoute, AwayRoute }) => [AvailableRoute, AwayRoute]);
	return routes.filter(isRecord).some((route) => Object.values(route).some((value) => isRecord(value) && leadsTo(value, number)));
}

/** Whether a text names a number by itself, not as a part of a longer one. How 3CX writes BLFs is not documented. */
const names = (text: string, number: string) => new RegExp(`(?<![0-9])${number.replaceAll(/\W/g, '\\$&')}(?![0-9])`).test(text);

/** Where another user uses an extension: forwarding, and keys of phones (BLFs). */
export function usesByUser(user: Row, number: string): Use[] {
	const use = (kind: string, where: string): Use => ({
		kind,
		number: asText(user.Number),
		name: asText(user.DisplayName),
		where,
	});
	return [
		...(forwardsTo(user, number) ? [use('forwarding', 'ForwardingProfiles')] : []),
		...(names(asText(user.Blfs), number) ? [use('blf', 'Blfs')] : []),
	];
}
