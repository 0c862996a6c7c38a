/** The operations on entity sets, single entities and singletons. */
import { fieldsOfType } from '../../nodes/ThreeCx/catalog/fields';
import type { Operation as CatalogOperation, QueryOption } from '../../nodes/ThreeCx/catalog/types';
import { readBody } from './body';
import { apiOperations, targetOf, type EntitySet, type Operation, type Singleton, type Target } from './entitySets';
import { badRequest, jsonAnswer, ODataError, warning } from './errors';
import { keyValue, type KeyLiteral } from './path';
import { matching, parseQuery, project, sorted, withSkip, type Query } from './query';
import type { Store, StoredRow } from './store';
import type { Answer, EtagMode, RawRequest, Row } from './types';

/** What a request is about, once its path is understood. */
export interface Call {
	request: RawRequest;
	query: string;
	/** `https://host/xapi/v1`, with the host the client used. */
	root: string;
}

const COLLECTION_METHODS: Record<string, Operation> = { GET: 'list', POST: 'create' };
const ENTITY_METHODS: Record<string, Operation> = { GET: 'get', PATCH: 'update', DELETE: 'delete' };
const ALTERNATE_KEY_METHODS: Record<string, Operation> = { GET: 'get' };
const SINGLETON_METHODS: Record<string, Operation> = { GET: 'get', PATCH: 'update' };

interface EntitySettings {
	etags: EtagMode;
	nextLinks: boolean;
	maxPageSize: number;
	version: string;
}

/** The query options that the API declares for a request. */
function declaredQuery(kind: string, path: string): readonly QueryOption[] {
	return apiOperations.find((operation) => operation.kind === kind && operation.path === path)?.query ?? [];
}

const requestLine = ({ request }: Call) => request.url.split('?')[0] ?? '';

export class Entities {
	constructor(
		private readonly store: Store,
		private readonly settings: EntitySettings,
	) {}

	onCollection(call: Call, set: EntitySet): Answer {
		const operation = offered(call, set, COLLECTION_METHODS);
		if (operation === 'create') return this.create(call, set);
		const query = parseQuery(call.query, declaredQuery('list', `/${set.name}`), set);
		// The key comes last, so that pages never overlap.
		query.orderBy.push({ property: set.key, descending: false });
		return this.page(call, this.store.rows(set.name), query, set, set.name, (row) => this.etag(set, row));
	}

	/** A page of rows that are not stored by themselves: of a navigation property, or the result of a function. */
	listRows(call: Call, rows: unknown[], operation: CatalogOperation): Answer {
		const { answer = '' } = operation;
		const target = targetOf(answer);
		const query = parseQuery(call.query, operation.query, target);
		if (Object.keys(target.properties).length > 0) return this.page(call, rows as Row[], query, target, answer, () => ({}));
		// Rows that are primitives can be counted and paged, nothing else.
		const page = rows.slice(query.skip, query.skip + (query.top ?? this.settings.maxPageSize));
		return jsonAnswer(200, {
			'@odata.context': `${call.root}/$metadata#Collection(${answer})`,
			...(query.count && { '@odata.count': rows.length }),
			value: page,
		});
	}

	/** The stored row that a key names; throws a 400 for a malformed key and a 404 where there is none. */
	find(set: EntitySet, literal: KeyLiteral): StoredRow {
		const property = literal.name ?? set.key;
		const type = set.properties[property];
		if (!type || (property !== set.key && !set.alternateKeys.includes(property))) {
			throw badRequest(`'${property}' is not a key of '${set.name}'.`);
		}
		const value = keyValue(literal, type);
		const stored = this.store.find(set, value, property);
		if (!stored) throw new ODataError(404, `There is no ${set.type} with ${property} '${value}'.`);
		return stored;
	}

	onEntity(call: Call, set: EntitySet, literal: KeyLiteral): Answer {
		const isAlternate = literal.name !== undefined && literal.name !== set.key;
		if (isAlternate && set.alternateKeys.includes(literal.name ?? '') && this.isOld()) return { status: 404 };
		// A key that is malformed is refused before a method that is not offered, and that before a key without row.
		const notFound = this.attempt(set, literal);
		const operation = offered(call, set, isAlternate ? ALTERNATE_KEY_METHODS : ENTITY_METHODS);
		if (notFound instanceof ODataError) throw notFound;
		if (operation === 'get') return this.entity(call, set, notFound, 200);

		this.checkIfMatch(notFound, call.request.headers['if-match']);
		if (operation === 'update') return this.update(call, set, notFound);
		this.store.remove(set, notFound.row[set.key]);
		return { status: 204 };
	}

	onSingleton(call: Call, singleton: Singleton): Answer {
		const operation = offered(call, singleton, SINGLETON_METHODS);
		const stored = this.store.singleton(singleton);
		if (operation === 'get') {
			const row = project(stored.row, parseQuery(call.query, declaredQuery('get', `/${singleton.name}`), singleton), singleton);
			return jsonAnswer(200, { '@odata.context': `${call.root}/$metadata#${singleton.name}`, ...row });
		}
		this.store.update(stored, readBody(call.request, fieldsOfType(singleton.type), singleton.type));
		return { status: 204 };
	}

	/** Alternate keys came with 20.0.8. */
	private isOld(): boolean {
		return this.settings.version.localeCompare('20.0.8', 'en', { numeric: true }) < 0;
	}

	private attempt(set: EntitySet, literal: KeyLiteral): StoredRow | ODataError {
		try {
			return this.find(set, literal);
		} catch (error) {
			if (error instanceof ODataError && error.status === 404) return error;
			throw error;
		}
	}

	private page(
		call: Call,
		all: Row[],
		query: Query,
		target: Target,
		name: string,
		etagOf: (row: Row) => Row,
	): Answer {
		const rows = matching(all, query, target.properties);
		const ordered = sorted(rows, query.orderBy);
		const size = Math.min(query.top ?? this.settings.maxPageSize, this.settings.maxPageSize);
		const page = ordered.slice(query.skip, query.skip + size);
		const next = query.skip + page.length;
		// OData links only to pages that the server itself cut short; this one also links after a page cut
		// by the client's $top, since a client has to get along with both.
		const hasNext = this.settings.nextLinks && page.length > 0 && next < rows.length;
		const self = `${call.root}${requestLine(call).replace('/xapi/v1', '')}`;
		return jsonAnswer(200, {
			'@odata.context': `${call.root}/$metadata#${name}`,
			...(query.count && { '@odata.count': rows.length }),
			value: page.map((row) => ({ ...etagOf(row), ...project(row, query, target) })),
			...(hasNext && { '@odata.nextLink': `${self}?${withSkip(call.query, next)}` }),
		});
	}

	private create(call: Call, set: EntitySet): Answer {
		const row = readBody(call.request, fieldsOfType(set.type), set.type);
		// The PBX numbers its rows itself, whatever the body says.
		if (set.properties[set.key] === 'int32') row[set.key] = this.store.nextKey(set);
		if ((row[set.key] ?? null) === null) throw warning(set.key, 'WARNINGS.XAPI.REQUIRED');
		for (const property of [set.key, ...set.alternateKeys]) {
			const value = row[property] ?? null;
			if (value !== null && this.store.find(set, value, property)) {
				throw warning(property, 'WARNINGS.XAPI.ALREADY_IN_USE');
			}
		}
		return this.entity(call, set, this.store.insert(set, row), 201);
	}

	private update(call: Call, set: EntitySet, stored: StoredRow): Answer {
		const changes = readBody(call.request, fieldsOfType(set.type), set.type);
		if (set.key in changes && changes[set.key] !== stored.row[set.key]) {
			throw badRequest(`The key property '${set.key}' cannot be changed.`);
		}
		for (const property of set.alternateKeys) {
			const value = changes[property] ?? null;
			const holder = value === null ? undefined : this.store.find(set, value, property);
			if (holder && holder !== stored) throw warning(property, 'WARNINGS.XAPI.ALREADY_IN_USE');
		}
		this.store.update(stored, changes);
		return { status: 204 };
	}

	private entity(call: Call, set: EntitySet, { row, etag }: StoredRow, status: 200 | 201): Answer {
		const query = parseQuery(call.query, status === 200 ? ['select', 'expand'] : [], set);
		const body = {
			'@odata.context': `${call.root}/$metadata#${set.name}/$entity`,
			...this.etag(set, row),
			...project(row, query, set),
		};
		return jsonAnswer(status, body, this.settings.etags === 'none' ? {} : { ETag: etag });
	}

	private etag(set: EntitySet, row: Row): Row {
		if (this.settings.etags === 'none') return {};
		return { '@odata.etag': this.store.find(set, row[set.key])?.etag };
	}

	/** OData v4.01 Protocol, section 8.2.4 "If-Match"; 428 is RFC 6585, section 3. */
	private checkIfMatch(stored: StoredRow, header: string | string[] | undefined): void {
		if (this.settings.etags === 'none') return;
		if (header === undefined) {
			if (this.settings.etags === 'optional') return;
			throw new ODataError(428, 'The request must be conditional: an If-Match header is missing.');
		}
		const tags = String(header)
			.split(',')
			.map((tag) => tag.trim());
		if (!tags.includes('*') && !tags.includes(stored.etag)) {
			throw new ODataError(412, 'The entity has been changed: the If-Match header does not fit.');
		}
	}
}

/** The operation a method stands for; throws a 405 when the resource does not offer it. */
export function offered(
	{ request }: Call,
	{ name, operations }: { name: string; operations: readonly Operation[] },
	methods: Record<string, Operation>,
): Operation {
	const operation = methods[request.method];
	if (operation && operations.includes(operation)) return operation;
	const allowed = Object.entries(methods).filter(([, offer]) => operations.includes(offer));
	throw new ODataError(405, `The method ${request.method} is not allowed for '${name}' here.`, [], {
		Allow: allowed.map(([method]) => method).join(', '),
	});
}
