/** The operations on entity sets, single entities and singletons. */
import type { Operation } from '../../../nodes/ThreeCx/catalog/types';
import { readBody } from '../odata/body';
import type { EntitySet } from '../data/entitySets';
import { badRequest, jsonAnswer, ODataError, warning } from '../odata/errors';
import { keyValue, type KeyLiteral } from '../odata/path';
import { contextShape, matching, page, project, shuffled, withOptions, withoutNulls, type Query } from '../odata/query';
import { freeNumber, hasFixedNumber } from '../data/numbers';
import type { Release, Target } from '../data/release';
import type { Store, StoredRow } from '../data/store';
import type { Answer, EtagMode, NextLinkMode, PbxOptions, RawRequest, Row } from '../types';

/** A request, once the operation and its query options are known. */
export interface Call {
	request: RawRequest;
	/** Raw. */
	queryString: string;
	query: Query;
	/** `https://host/xapi/v1`, with the host the client used, and the raw path below it. */
	root: string;
	path: string;
	operation: Operation;
	/** What the query options are about. */
	target: Target;
}

/** A key that fits its property. */
export interface KeyValue {
	property: string;
	value: string | number;
}

interface EntitySettings {
	etags: EtagMode;
	nextLinks: NextLinkMode;
	maxPageSize: number;
	unstableOrder: NonNullable<PbxOptions['unstableOrder']>;
	omitNulls: boolean;
}

/** The property that a key literal is about; throws a 400 when it is no key of the set. */
export function keyProperty(set: EntitySet, { name = set.key }: KeyLiteral): string {
	if (name === set.key || set.alternateKeys.includes(name)) return name;
	throw badRequest(`'${name}' is not a key of '${set.name}'.`);
}

/** The value of a key literal; throws a 400 when it is malformed. */
export function readKey(set: EntitySet, literal: KeyLiteral): KeyValue {
	const property = keyProperty(set, literal);
	return { property, value: keyValue(literal, set.properties[property] ?? 'complex') };
}

export class Entities {
	private lists = 0;

	constructor(
		private readonly store: Store,
		private readonly release: Release,
		private readonly settings: EntitySettings,
	) {}

	onCollection(call: Call, set: EntitySet): Answer {
		if (call.operation.kind === 'create') return this.create(call, set);
		// The key comes last, so that pages never overlap.
		if (!this.settings.unstableOrder) call.query.orderBy.push({ property: set.key, descending: false });
		return this.list(call, this.store.rows(set.name), set.name, (row) => this.etag(set, row));
	}

	/** A page of rows: of an entity set, of a navigation property, or the result of a function. */
	list(call: Call, all: Row[], name: string, etagOf: (row: Row) => Row = () => ({}), maxPageSize = this.settings.maxPageSize): Answer {
		const { query, target } = call;
		const rows = this.inOrderOfRequest(matching(all, query, target.properties));
		const shown = page(rows, this.settings.unstableOrder === 'evenIfSorted' ? { ...query, orderBy: [] } : query, maxPageSize);
		const nextLink = this.nextLink(call, shown.length, rows.length);
		return jsonAnswer(200, {
			'@odata.context': `${call.root}/$metadata#${name}${contextShape(query)}`,
			...(query.count && { '@odata.count': rows.length }),
			value: shown.map((row) => (Object.hasOwn(row, '$it') ? row.$it : { ...etagOf(row), ...this.shown(row, call) })),
			...(nextLink && { '@odata.nextLink': nextLink }),
		});
	}

	/** Another order at each request, where the PBX is set so. */
	private inOrderOfRequest(rows: Row[]): Row[] {
		this.lists += 1;
		return this.settings.unstableOrder ? shuffled(rows, this.lists) : rows;
	}

	/** What of a row is asked for; without what is null, where the PBX is set so. */
	private shown(row: Row, { query, target }: Pick<Call, 'query' | 'target'>): Row {
		const projected = project(row, query, target);
		return this.settings.omitNulls ? (withoutNulls(projected) as Row) : projected;
	}

	private nextLink({ query: { skip, top }, queryString, root, path }: Call, shown: number, all: number): string | undefined {
		const { nextLinks } = this.settings;
		const $skip = skip + shown;
		const isCutShort = top === undefined || shown < top;
		if (nextLinks === 'none' || shown === 0 || $skip >= all || (nextLinks === 'aspNet' && !isCutShort)) return undefined;
		const rest = withOptions(queryString, { $skip });
		return `${root}${path}?${nextLinks === 'aspNet' && top !== undefined ? withOptions(rest, { $top: top - shown }) : rest}`;
	}

	/** The stored row with a key; throws a 404 where there is none. */
	find(set: EntitySet, { property, value }: KeyValue): StoredRow {
		const stored = this.store.find(set, value, property);
		if (!stored) throw new ODataError(404, `There is no ${set.type} with ${property} '${value}'.`);
		return stored;
	}

	onEntity(call: Call, set: EntitySet, key: KeyValue): Answer {
		const stored = this.find(set, key);
		if (call.operation.kind === 'get') return this.entity(call, set, stored, 200);
		this.checkIfMatch(stored, call.request.headers['if-match']);
		if (call.operation.kind === 'update') return this.update(call, set, stored);
		this.store.remove(set, stored.row[set.key]);
		return { status: 204 };
	}

	/** Reads or changes the one row of a singleton. */
	onSingleton(call: Call, name: string, stored: StoredRow): Answer {
		const { root, query, target, operation } = call;
		if (operation.kind === 'get') {
			return jsonAnswer(200, { '@odata.context': `${root}/$metadata#${name}${contextShape(query)}`, ...project(stored.row, query, target) });
		}
		this.store.update(stored, this.readEntity(call));
		return { status: 204 };
	}

	private readEntity({ request, operation: { entity = '' } }: Call): Row {
		return readBody(request, this.release.fields(entity), entity, this.release);
	}

	private create(call: Call, set: EntitySet): Answer {
		const row = this.readEntity(call);
		// The PBX numbers its rows itself, whatever the body says.
		if (set.properties[set.key] === 'int32') row[set.key] = this.store.nextKey(set);
		// Its clients create blacklisted numbers without the key, which is a text.
		if (set.name === 'BlackListNumbers') row[set.key] ??= `b${this.store.rows(set.name).length + 1}`;
		if ((row[set.key] ?? null) === null) throw warning(set.key, 'WARNINGS.XAPI.REQUIRED');
		const number = (row.Number ?? null) === null ? freeNumber(this.store, set.name) : undefined;
		if (number !== undefined) row.Number = number;
		for (const property of [set.key, ...set.alternateKeys]) {
			const value = row[property] ?? null;
			if (value !== null && this.store.find(set, value, property)) {
				throw warning(property, 'WARNINGS.XAPI.ALREADY_IN_USE');
			}
		}
		return this.entity(call, set, this.store.insert(set, row), 201);
	}

	private update(call: Call, set: EntitySet, stored: StoredRow): Answer {
		const changes = this.readEntity(call);
		if (set.key in changes && changes[set.key] !== stored.row[set.key]) {
			throw badRequest(`The key property '${set.key}' cannot be changed.`);
		}
		if (hasFixedNumber(set.name) && 'Number' in changes && changes.Number !== stored.row.Number) {
			// Which of 3CX's codes it is, is not known.
			throw warning('Number', 'WARNINGS.XAPI.INVALID');
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
		const body = {
			'@odata.context': `${call.root}/$metadata#${set.name}${contextShape(call.query)}/$entity`,
			...this.etag(set, row),
			...this.shown(row, call),
		};
		const key = row[set.key];
		const literal = typeof key === 'string' && set.properties[set.key] === 'string' ? `'${encodeURIComponent(key.replaceAll("'", "''"))}'` : String(key);
		return jsonAnswer(status, body, {
			...(status === 201 && { Location: `${call.root}/${set.name}(${literal})` }),
			...(this.settings.etags !== 'none' && { ETag: etag }),
		});
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
