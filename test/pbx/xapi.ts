/** Everything under /xapi/v1: who may call, which resource is meant, and the operations on it. */
import type { Operation as CatalogOperation } from '../../nodes/ThreeCx/catalog/types';
import { readBody } from './body';
import { checkArguments, findCall, parseCall, type CalledSegment } from './calls';
import { Entities, offered, type Call } from './entities';
import { apiOperations, findResource, type EntitySet, type Singleton } from './entitySets';
import { badRequest, errorAnswer, jsonAnswer, ODataError } from './errors';
import { parseSegment, splitPath, splitUrl, type KeyLiteral } from './path';
import { fileAnswer, resultOf, type CallContext } from './results';
import type { Store, StoredRow } from './store';
import type { Tokens } from './tokens';
import type { Answer, EtagMode, RawRequest, Row } from './types';

export interface XapiSettings {
	etags: EtagMode;
	nextLinks: boolean;
	maxPageSize: number;
	version: string;
	/** What functions and actions answer, by `GET /Set/Pbx.Name()`, where it is not a sample of their type. */
	results: Readonly<Record<string, unknown>>;
	/** The scheme and the host of absolute links when a request names no host. */
	baseUrl: () => string;
}

const ROOT = '/xapi/v1';

/** Whether a raw URL belongs to the API. */
export function isXapiUrl(rawUrl: string): boolean {
	const { path } = splitUrl(rawUrl);
	return path === ROOT || path.startsWith(`${ROOT}/`);
}

/** What a call is bound to: nothing, an entity set or singleton, or one entity. */
interface Binding {
	/** Its path as the catalogue writes it. */
	path: string;
	set?: EntitySet;
	stored?: StoredRow;
}

export class Xapi {
	private readonly entities: Entities;

	constructor(
		private readonly store: Store,
		private readonly tokens: Tokens,
		private readonly settings: XapiSettings,
	) {
		this.entities = new Entities(store, settings);
	}

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
		const [first, second, ...further] = splitPath(path.slice(ROOT.length));
		if (!first || further.length > 0) return { status: 404 };
		const origin = this.settings.baseUrl();
		const host = request.headers.host;
		const root = `${host ? origin.replace(/\/\/.*/, `//${String(host)}`) : origin}${ROOT}`;
		const call = { request, query, root };

		const unbound = second === undefined ? parseCall(first) : undefined;
		const operation = unbound && findCall('', unbound);
		if (unbound && operation) return this.onCall(call, operation, unbound, { path: '' });

		const { name, key } = parseSegment(first);
		const resource = findResource(name);
		if (second === undefined) {
			if (!resource || !this.isKnown(`/${name}`)) return { status: 404 };
			return this.onResource(call, resource, key);
		}
		return this.onFurther(call, { name, resource, key }, second);
	}

	private onResource(call: Call, resource: EntitySet | Singleton, key: KeyLiteral | undefined): Answer {
		if (resource.kind === 'singleton') {
			if (key) throw badRequest(`The singleton '${resource.name}' has no key.`);
			return this.entities.onSingleton(call, resource);
		}
		return key ? this.entities.onEntity(call, resource, key) : this.entities.onCollection(call, resource);
	}

	/** What comes behind a resource: a function, an action or a navigation property. */
	private onFurther(
		call: Call,
		{ name, resource, key }: { name: string; resource?: EntitySet | Singleton; key?: KeyLiteral },
		segment: string,
	): Answer {
		const set = resource?.kind === 'entitySet' ? resource : undefined;
		const bound = key && set ? `/${name}({${set.key}})` : `/${name}`;
		if (key && !set) return { status: 404 };
		const called = segment.startsWith('Pbx.') ? parseCall(segment) : undefined;
		const operation = called
			? findCall(bound, called)
			: apiOperations.find(({ kind, path }) => kind === 'list' && path === `${bound}/${segment}`);
		if (segment.startsWith('Pbx.') && !called) throw badRequest(`The arguments in '${segment}' are malformed.`);
		if (!operation || !this.isOffered(operation)) return { status: 404 };
		const stored = key && set ? this.entities.find(set, key) : undefined;
		if (called) return this.onCall(call, operation, called, { path: bound, set, stored });
		offered(call, { name: segment, operations: ['list'] }, { GET: 'list' });
		const parent = stored ?? (resource?.kind === 'singleton' ? this.store.singleton(resource) : undefined);
		const rows = parent?.row[segment] ?? [];
		return this.entities.listRows(call, rows as Row[], operation);
	}

	private onCall(call: Call, operation: CatalogOperation, called: CalledSegment, { set, stored }: Binding): Answer {
		if (!this.isOffered(operation)) return { status: 404 };
		if (call.request.method !== operation.method) {
			throw new ODataError(405, `The method ${call.request.method} is not allowed here.`, [], { Allow: operation.method });
		}
		checkArguments(operation, called);
		const context: CallContext = { store: this.store, set, row: stored?.row, body: this.bodyOf(call.request, operation) };
		return this.answerTo(call, operation, resultOf(operation, context, this.settings.results));
	}

	/** An action with parameters wants an object; one without takes nothing, or an empty object. */
	private bodyOf(request: RawRequest, { body, method, id }: CatalogOperation): Row {
		if (method === 'GET' || (body === undefined && request.body === '')) return {};
		return readBody(request, body ?? [], id);
	}

	private answerTo(call: Call, operation: CatalogOperation, result: unknown): Answer {
		const { output, answer = '' } = operation;
		if (output === 'file') return fileAnswer(operation, result);
		if (result === undefined) return { status: operation.answer === 'any' ? 200 : 204 };
		if (output === 'pages') return this.entities.listRows(call, result as Row[], operation);
		const context = `${call.root}/$metadata#${answer}`;
		if (output === 'object') return jsonAnswer(200, { '@odata.context': context, ...(result as Row) });
		return jsonAnswer(200, { '@odata.context': context, value: result });
	}

	/** Whether this version of 3CX has an operation. */
	private isOffered({ since }: CatalogOperation): boolean {
		return since === undefined || this.settings.version.localeCompare(since, 'en', { numeric: true }) >= 0;
	}

	/** Whether this version of 3CX has anything at a path. */
	private isKnown(path: string): boolean {
		return apiOperations.some((operation) => operation.path.split('(')[0] === path && this.isOffered(operation));
	}
}
