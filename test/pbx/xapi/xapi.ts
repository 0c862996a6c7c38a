/** Everything under /xapi/v1: who may call, which operation is meant, and with what. */
import { isStructured } from '../../../nodes/ThreeCx/catalog/facts/fields';
import type { Method, Operation } from '../../../nodes/ThreeCx/catalog/types';
import { readParameters } from '../odata/body';
import { parseCall, readArguments, templateOf, type CalledSegment } from './functionCalls';
import { Entities, keyProperty, readKey, type Call } from './entities';
import { findResource, type EntitySet, type Singleton } from '../data/entitySets';
import { badRequest, errorAnswer, jsonAnswer, ODataError } from '../odata/errors';
import type { CallHistory } from '../history/callHistory';
import type { EventLog } from '../history/eventLog';
import { metadata, openApi, serviceDocument } from './documents';
import { fileAnswer } from './files';
import { parseSegment, splitPath, splitUrl, type KeyLiteral } from '../odata/path';
import { contextShape, matching, parseQuery, project } from '../odata/query';
import { Release } from '../data/release';
import { resultOf } from './results';
import type { Store } from '../data/store';
import type { Tokens } from '../server/tokens';
import type { Answer, ApiClient, EtagMode, NextLinkMode, RawRequest, Row } from '../types';

export interface XapiSettings {
	etags: EtagMode;
	nextLinks: NextLinkMode;
	maxPageSize: number;
	unstableOrder: boolean | 'evenIfSorted';
	omitNulls: boolean;
	/** The mark of the document that the PBX follows. */
	release: string;
	version: string;
	/** What functions and actions answer, by `GET /Set/Pbx.Name()`, where it is not a sample of their type. */
	results: Readonly<Record<string, unknown>>;
	/** The scheme and the host of absolute links when a request names no host. */
	baseUrl: () => string;
}

const ROOT = '/xapi/v1';

const METHODS: readonly Method[] = ['GET', 'POST', 'PATCH', 'DELETE'];

/** No report has more rows. An administrator may raise it, up to 80,000. */
const REPORT_ROW_LIMIT = 20_000;

/** Reports take any `$top`; of the functions only Get Inbound Rules is known to have the limit of the sets. */
const isReport = ({ kind, path, id, output }: Operation): boolean =>
	kind === 'function' && output === 'pages' && path.startsWith('/Report') && id !== 'GetInboundRulesData';

const NOT_FOUND: Answer = { status: 404 };

/** Whether a raw URL belongs to the API. */
export function isXapiUrl(rawUrl: string): boolean {
	const { path } = splitUrl(rawUrl);
	return path === ROOT || path.startsWith(`${ROOT}/`);
}

/** The first segment of a path: a resource, one entity of it, or what only functions and actions are bound to. */
interface Head {
	/** As the catalog writes it: `/Users({Id})`. */
	template: string;
	resource?: EntitySet | Singleton;
	set?: EntitySet;
	key?: KeyLiteral;
}

function readHead(segment: string): Head {
	const { name, key } = parseSegment(segment);
	const resource = findResource(name);
	if (!key) return { template: `/${name}`, resource, set: resource?.kind === 'entitySet' ? resource : undefined };
	if (resource?.kind !== 'entitySet') throw badRequest(`'${name}' has no key.`);
	const property = keyProperty(resource, key);
	const inside = property === resource.key ? `{${property}}` : `${property}={${property}}`;
	return { template: `/${name}(${inside})`, resource, set: resource, key };
}

export class Xapi {
	private readonly release: Release;

	private readonly entities: Entities;

	constructor(
		private readonly store: Store,
		private readonly history: CallHistory,
		private readonly eventLog: EventLog,
		private readonly tokens: Tokens,
		private readonly settings: XapiSettings,
	) {
		this.release = new Release(settings.release);
		this.entities = new Entities(store, this.release, settings);
	}

	/** Answers a request whose URL `isXapiUrl`; refusals are answers, too. */
	answer(request: RawRequest): Answer {
		const answer = this.authorized(request);
		return { ...answer, headers: { ...answer.headers, 'X-3CX-Version': this.settings.version } };
	}

	private authorized(request: RawRequest): Answer {
		const open = this.openDocument(request);
		if (open) return open;
		const client = this.clientOf(request);
		if (!client) return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } };
		if (client.access === 'unticked') return { status: 403 };
		try {
			return this.routed(request);
		} catch (error) {
			if (error instanceof ODataError) return errorAnswer(error);
			throw error;
		}
	}

	/** What may be read without a token. */
	private openDocument({ method, url }: RawRequest): Answer | undefined {
		const { path } = splitUrl(url);
		if (method !== 'GET') return undefined;
		if (path === `${ROOT}/$metadata`) return metadata(this.release);
		return path === `${ROOT}/swagger.yaml` ? openApi(this.settings.version, this.release) : undefined;
	}

	/** The client that calls: by the header, and for the file of a recording also by `?access_token=`. */
	private clientOf({ headers, url }: RawRequest): ApiClient | undefined {
		const client = this.tokens.authenticate(headers.authorization);
		const { path, query } = splitUrl(url);
		if (client || !path.includes('/Pbx.DownloadRecording(')) return client;
		return this.tokens.clientOf(new URLSearchParams(query).get('access_token') ?? undefined);
	}

	private routed(request: RawRequest): Answer {
		const path = splitUrl(request.url).path.slice(ROOT.length);
		const [first, second, ...further] = splitPath(path);
		if (path === '' || path === '/') return request.method === 'GET' ? serviceDocument(this.rootOf(request), this.release) : NOT_FOUND;
		if (!first || further.length > 0) return NOT_FOUND;
		if (second !== undefined) return this.onSecond(request, readHead(first), second);
		if (findResource(/^\w*/.exec(first)?.[0] ?? '')) return this.onResource(request, readHead(first));
		const called = parseCall(first);
		return called ? this.onCall(request, `/${templateOf(called)}`, called, {}) : NOT_FOUND;
	}

	private onResource(request: RawRequest, { template, resource, set, key: literal }: Head): Answer {
		const offered = this.release.operationsAt(template);
		if (!offered || !resource) return NOT_FOUND;
		// A malformed key is refused before a method that is not offered.
		const key = set && literal ? readKey(set, literal) : undefined;
		const call = this.callOf(request, offered);
		if (resource.kind === 'singleton') return this.entities.onSingleton(call, resource.name, this.store.singleton(resource));
		return key ? this.entities.onEntity(call, resource, key) : this.entities.onCollection(call, resource);
	}

	/** What comes behind a resource: a function, an action or a navigation property. */
	private onSecond(request: RawRequest, head: Head, segment: string): Answer {
		if (segment === '$count') return this.onCount(request, head);
		if (!segment.startsWith('Pbx.')) return this.onNavigation(request, head, segment);
		const called = parseCall(segment);
		if (!called) throw badRequest(`The arguments in '${segment}' are malformed.`);
		return this.onCall(request, `${head.template}/${templateOf(called)}`, called, head);
	}

	/** `/Users/$count`: how many rows a filter leaves, as plain text. */
	private onCount(request: RawRequest, { template, set, key }: Head): Answer {
		const offered = key ? undefined : this.release.operationsAt(template);
		const list = offered?.find(({ kind }) => kind === 'list');
		if (!offered || !list || !set) return NOT_FOUND;
		const { query, target } = this.callOf(request, [{ ...list, query: ['filter', 'search'] }]);
		const count = matching(this.store.rows(set.name), query, target.properties).length;
		return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(count) };
	}

	private onNavigation(request: RawRequest, { template, resource, set, key: literal }: Head, property: string): Answer {
		const offered = this.release.operationsAt(`${template}/${property}`);
		if (!offered || !resource) return NOT_FOUND;
		const key = set && literal ? readKey(set, literal) : undefined;
		const call = this.callOf(request, offered);
		const owner = resource.kind === 'singleton' ? this.store.singleton(resource) : key && this.entities.find(resource, key);
		return this.entities.list(call, (owner?.row[property] ?? []) as Row[], `${resource.name}/${property}`);
	}

	private onCall(
		request: RawRequest,
		template: string,
		called: CalledSegment,
		{ set, key: literal }: Pick<Head, 'set' | 'key'>,
	): Answer {
		const offered = this.release.operationsAt(template);
		if (!offered) return NOT_FOUND;
		const key = set && literal ? readKey(set, literal) : undefined;
		const call = this.callOf(request, offered);
		const { operation } = call;
		const values = readArguments(operation, called);
		const row = set && key ? this.entities.find(set, key).row : undefined;
		const given = operation.kind === 'action' ? readParameters(request, operation, this.release) : values;
		const context = { store: this.store, history: this.history, eventLog: this.eventLog, set, row, given };
		return this.answerTo(call, resultOf(operation, context, this.release, this.settings.results));
	}

	/** The operation that the method stands for, and its query options. Throws a 405, or a 400 for an undeclared option. */
	private callOf(request: RawRequest, offered: readonly Operation[]): Call {
		const operation = offered.find(({ method }) => method === request.method);
		if (!operation) {
			const allowed = METHODS.filter((name) => offered.some(({ method }) => method === name)).join(', ');
			throw new ODataError(405, `The method ${request.method} is not allowed here.`, [], { Allow: allowed });
		}
		const { path, query: queryString } = splitUrl(request.url);
		const target = this.release.target(operation.answer ?? '');
		return {
			request,
			queryString,
			query: parseQuery(queryString, operation.query, target, isReport(operation) ? Infinity : undefined),
			root: this.rootOf(request),
			path: path.slice(ROOT.length),
			operation,
			target,
		};
	}

	private rootOf({ headers: { host } }: RawRequest): string {
		const origin = this.settings.baseUrl();
		return `${host ? origin.replace(/\/\/.*/, `//${String(host)}`) : origin}${ROOT}`;
	}

	private answerTo(call: Call, result: unknown): Answer {
		const { operation, query, target, root } = call;
		const { output, answer = '' } = operation;
		if (output === 'file') return fileAnswer(operation, result, { query, target, maxPageSize: this.settings.maxPageSize });
		if (result === undefined) return { status: answer === 'any' ? 200 : 204 };
		const type = /^[a-z]/.test(answer) ? `Edm.${answer.charAt(0).toUpperCase()}${answer.slice(1)}` : `Pbx.${answer}`;
		if (output === 'pages') {
			const rows = isStructured(answer) ? (result as Row[]) : (result as unknown[]).map((value) => ({ $it: value }));
			if (!isReport(operation)) return this.entities.list(call, rows, `Collection(${type})`);
			// No page of a report is cut short, but the report itself is.
			const size = query.top ?? this.settings.maxPageSize;
			return this.entities.list(call, rows.slice(0, REPORT_ROW_LIMIT), `Collection(${type})`, undefined, size);
		}
		const isCollection = output === 'rows' || output === 'report';
		const context = `${root}/$metadata#${isCollection ? `Collection(${type})` : type}${contextShape(query)}`;
		if (output !== 'object') return jsonAnswer(200, { '@odata.context': context, value: result });
		const object = operation.query.includes('select') ? project(result as Row, query, target) : (result as Row);
		return jsonAnswer(200, { '@odata.context': context, ...object });
	}
}
