import type { EntitySet, Singleton } from './entitySets';
import { findResource, resources } from './entitySets';
import { sampleRow } from './sampleValues';
import type { Row } from '../types';

export interface StoredRow {
	row: Row;
	etag: string;
}

/** What a singleton holds at the start: something in every property; there is only one, so its number is 0. */
function initialRow({ type, properties }: Singleton): Row {
	return { ...sampleRow(type), ...(properties.Id === 'int32' ? { Id: 0 } : {}) };
}

/** The rows of every entity set, in the order of their arrival; a singleton has exactly one. */
export class Store {
	private readonly tables = new Map<string, StoredRow[]>();

	private changes = 0;

	constructor() {
		for (const resource of resources) {
			this.tables.set(resource.name, []);
			if (resource.kind === 'singleton') this.append(resource.name, initialRow(resource));
		}
	}

	/** Copies of all rows. Throws for an unknown name. */
	rows(name: string): Row[] {
		return this.table(name).map(({ row }) => structuredClone(row));
	}

	/** The stored rows themselves, to look at and to change with `update`. Throws for an unknown name. */
	all(name: string): readonly StoredRow[] {
		return this.table(name);
	}

	/** The one row of a singleton. */
	singleton(resource: Singleton): StoredRow {
		const [row] = this.table(resource.name);
		if (!row) throw new Error(`The singleton ${resource.name} has no row.`);
		return row;
	}

	/** The row with that value of a property (default: the key), or undefined. */
	find(set: EntitySet, value: unknown, property = set.key): StoredRow | undefined {
		// UUIDs are equal whatever their case.
		const isUuid = set.properties[property] === 'uuid';
		const comparable = (item: unknown): unknown => (isUuid ? String(item).toLowerCase() : item);
		return this.table(set.name).find(({ row }) => comparable(row[property]) === comparable(value));
	}

	/** Adds a copy of a row. Throws if the key is missing or taken, where rows are named by their key. */
	insert(set: EntitySet, row: Row): StoredRow {
		if (!set.isKeyed) return this.append(set.name, row);
		const key = row[set.key];
		if (key === undefined || key === null) throw new Error(`A row of ${set.name} needs ${set.key}.`);
		if (this.find(set, key)) throw new Error(`${set.name} already has the ${set.key} ${String(key)}.`);
		return this.append(set.name, row);
	}

	/** Removes a row; false when there was none. */
	remove(set: EntitySet, key: unknown): boolean {
		const stored = this.find(set, key);
		if (!stored) return false;
		this.tables.set(
			set.name,
			this.table(set.name).filter((other) => other !== stored),
		);
		return true;
	}

	/** Removes the rows that something is true of; by default all. */
	clear(name: string, isGone: (row: Row) => boolean = () => true): void {
		this.tables.set(
			name,
			this.table(name).filter(({ row }) => !isGone(row)),
		);
	}

	/** Changes properties of a stored row (none: only its ETag becomes another). */
	update(stored: StoredRow, changes: Row = {}): void {
		Object.assign(stored.row, structuredClone(changes));
		stored.etag = this.nextEtag();
	}

	/** The next free value of an integer key. */
	nextKey(set: EntitySet): number {
		return Math.max(0, ...this.table(set.name).map(({ row }) => Number(row[set.key]))) + 1;
	}

	/** The entity set of that name; throws if there is none, since only tests ask by name. */
	entitySet(name: string): EntitySet {
		const resource = findResource(name);
		if (resource?.kind !== 'entitySet') throw new Error(`There is no entity set ${name}.`);
		return resource;
	}

	private append(name: string, row: Row): StoredRow {
		const stored = { row: structuredClone(row), etag: this.nextEtag() };
		this.table(name).push(stored);
		return stored;
	}

	private table(name: string): StoredRow[] {
		const table = this.tables.get(name);
		if (!table) throw new Error(`There is no entity set ${name}.`);
		return table;
	}

	/** Never the same twice, so that a row deleted and added again has another ETag. */
	private nextEtag(): string {
		this.changes += 1;
		return `W/"${Buffer.from(`change ${this.changes}`).toString('base64')}"`;
	}
}
