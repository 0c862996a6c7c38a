/** Everything under /xapi/v1: who may call, which resource is meant, and the operations on it. */
import { readBody } from './body';
import type { EntitySet, Operation, Singleton } from './entitySets';
import { findResource } from './entitySets';
import { badRequest, errorAnswer, jsonAnswer, ODataError, warning } from './errors';
import { keyValue, parseSegment, splitPath, splitUrl, type KeyLiteral } from './path';
import { matching, parseQuery, project, sorted, withSkip } from './query';
import type { Store, StoredRow } from './store';
import type { Tokens } from './tokens';
import type { Answer, EtagMode, RawRequest, Row } from './types';

export interface XapiSettings {
	etags: EtagMode;
	nextLinks: boolean;
	maxPageSize: number;
	version: string;
	/** The scheme and the host of absolute links when a request names no host. */
	baseUrl: () => string;
}

/** What a request is about, once its path is understood. */
interface Call {
	request: RawRequest;
	query: string;
	/** `https://host/xapi/v1`, with the host the client used. */
	root: string;
}

const ROOT = '/xapi/v1';

const COLLECTION_METHODS: Record<string, Operation> = { GET: 'list', POST: 'create' };
const ENTITY_METHODS: Record<string, Operation> = { GET: 'get', PATCH: 'update', DELETE: 'delete' };
const ALTERNATE_KEY_METHODS: Record<string, Operation> = { GET: 'get' };
const SINGLETON_METHODS: Record<string, Operation> = { GET: 'get', PATCH: 'update' };

/** Whether a raw URL belongs to the API. */
export function isXapiUrl(rawUrl: string): boolean {
	const { path } = splitUrl(rawUrl);
	return path === ROOT || path.startsWith(`${ROOT}/`);
}

export class Xapi {
	constructor(
		private readonly store: Store,
		private readonly tokens: Tokens,
		private readonly settings: XapiSettings,
	) {}

	/** Answers a request whose URL `isXapiUrl`; refusals are answers, too. */
	answer(request: RawRequest): Answer {
		const answer = this.authorized(request);
		return { ...answer, headers: { ...answer.headers, 'X-3CX-Version': this.settings.version } };
	}

	private authorized(request: RawRequest): Answer {
		const client = this.tokens.authenticate(request.headers.authorization);
		if (!client) return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } };
		if (client.access === 'unticked') return { status: 403 };
		try {
			return this.routed(request);
		} catch (error) {
			if (error instanceof ODataError) return errorAnswer(error);
			throw error;
		}
	}

	private routed(request: RawRequest): Answer {
		const { path, query } = splitUrl(request.url);
		const [first, ...further] = splitPath(path.slice(ROOT.length));
		if (!first) return { status: 404 };
		const { name, key } = parseSegment(first);
		const resource = findResource(name);
		// Functions, actions and navigation paths are not part of the stand-in.
		if (!resource || further.length > 0) return { status: 404 };

		const origin = this.settings.baseUrl();
		const host = request.headers.host;
		const root = `${host ? origin.replace(/\/\/.*/, `//${String(host)}`) : origin}${ROOT}`;
		const call = { request, query, root };
		if (resource.kind === 'singleton') {
			if (key) throw badRequest(`The singleton '${name}' has no key.`);
			return this.onSingleton(call, resource);
		}
		return key ? this.onEntity(call, resource, key) : this.onCollection(call, resource);
	}

	private onCollection(call: Call, set: EntitySet): Answer {
		const operation = offered(call, set, COLLECTION_METHODS);
		return operation === 'list' ? this.list(call, set) : this.create(call, set);
	}

	private onEntity(call: Call, set: EntitySet, literal: KeyLiteral): Answer {
		const property = literal.name ?? set.key;
		const type = set.properties[property];
		const isAlternate = set.alternateKeys?.includes(property) ?? false;
		if (!type || (property !== set.key && !isAlternate)) {
			throw badRequest(`'${property}' is not a key of '${set.name}'.`);
		}
		const value = keyValue(literal, type);
		const operation = offered(call, set, isAlternate ? ALTERNATE_KEY_METHODS : ENTITY_METHODS);
		const stored = this.store.find(set, value, property);
		if (!stored) throw new ODataError(404, `There is no ${set.type} with ${property} '${value}'.`);
		if (operation === 'get') return this.entity(call, set, stored, 200);

		this.checkIfMatch(stored, call.request.headers['if-match']);
		if (operation === 'update') return this.update(call, set, stored);
		this.store.remove(set, value);
		return { status: 204 };
	}

	private onSingleton(call: Call, singleton: Singleton): Answer {
		const operation = offered(call, singleton, SINGLETON_METHODS);
		const stored = this.store.singleton(singleton);
		if (operation === 'get') {
			const row = project(stored.row, parseQuery(call.query, 'get', singleton), singleton);
			return jsonAnswer(200, { '@odata.context': `${call.root}/$metadata#${singleton.name}`, ...row });
		}
		this.store.update(stored, readBody(call.request, singleton));
		return { status: 204 };
	}

	private list({ query: rawQuery, root }: Call, set: EntitySet): Answer {
		const query = parseQuery(rawQuery, 'list', set);
		const rows = matching(this.store.rows(set.name), query, set.properties);
		// The key comes last, so that pages never overlap.
		const ordered = sorted(rows, [...query.orderBy, { property: set.key, descending: false }]);
		const size = Math.min(query.top ?? this.settings.maxPageSize, this.settings.maxPageSize);
		const page = ordered.slice(query.skip, query.skip + size);
		const next = query.skip + page.length;
		// OData links only to pages that the server itself cut short; this one also links after a page cut
		// by the client's $top, since a client has to get along with both.
		const hasNext = this.settings.nextLinks && page.length > 0 && next < rows.length;
		return jsonAnswer(200, {
			'@odata.context': `${root}/$metadata#${set.name}`,
			...(query.count && { '@odata.count': rows.length }),
			value: page.map((row) => ({ ...this.etag(set, row), ...project(row, query, set) })),
			...(hasNext && { '@odata.nextLink': `${root}/${set.name}?${withSkip(rawQuery, next)}` }),
		});
	}

	private create(call: Call, set: EntitySet): Answer {
		const row = readBody(call.request, set);
		// The PBX numbers its rows itself, whatever the body says.
		if (set.properties[set.key] === 'int32') row[set.key] = this.store.nextKey(set);
		if ((row[set.key] ?? null) === null) throw warning(set.key, 'WARNINGS.XAPI.REQUIRED');
		for (const property of [set.key, ...(set.alternateKeys ?? [])]) {
			const value = row[property] ?? null;
			if (value !== null && this.store.find(set, value, property)) {
				throw warning(property, 'WARNINGS.XAPI.ALREADY_IN_USE');
			}
		}
		return this.entity(call, set, this.store.insert(set, row), 201);
	}

	private update(call: Call, set: EntitySet, stored: StoredRow): Answer {
		const changes = readBody(call.request, set);
		if (set.key in changes && changes[set.key] !== stored.row[set.key]) {
			throw badRequest(`The key property '${set.key}' cannot be changed.`);
		}
		for (const property of set.alternateKeys ?? []) {
			const value = changes[property] ?? null;
			const holder = value === null ? undefined : this.store.find(set, value, property);
			if (holder && holder !== stored) throw warning(property, 'WARNINGS.XAPI.ALREADY_IN_USE');
		}
		this.store.update(stored, changes);
		return { status: 204 };
	}

	private entity(call: Call, set: EntitySet, { row, etag }: StoredRow, status: 200 | 201): Answer {
		const body = {
			'@odata.context': `${call.root}/$metadata#${set.name}/$entity`,
			...this.etag(set, row),
			...project(row, parseQuery(call.query, 'get', set), set),
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
function offered(
	{ request }: Call,
	{ name, operations }: EntitySet | Singleton,
	methods: Record<string, Operation>,
): Operation {
	const operation = methods[request.method];
	if (operation && operations.includes(operation)) return operation;
	const allowed = Object.entries(methods).filter(([, offer]) => operations.includes(offer));
	throw new ODataError(405, `The method ${request.method} is not allowed for '${name}' here.`, [], {
		Allow: allowed.map(([method]) => method).join(', '),
	});
}
