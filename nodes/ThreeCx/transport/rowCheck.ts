import type { RowKey } from '../catalog/paging';
import { isRecord } from '../input/itemInput';
import type { Page, Row } from './pages';

/** What a row's key is; undefined where it has none, or is no object. */
const keyIn = (row: unknown, property: string): unknown => (isRecord(row) ? (row[property] ?? undefined) : undefined);

const hasSameContent = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Takes notice of the rows of a list page by page: which came before, and how many there should be. Its cost is one look into
 * a map for each row.
 *
 * A presumed key may turn out to be none. It is given up where two rows of one page share it, because a page is one answer in
 * which nothing comes twice; and rows of two pages that share it but differ are two rows.
 */
export class RowCheck {
	/** Rows so far, those that came twice included. */
	total = 0;

	/** Rows without key, which cannot be told apart. */
	withoutKey = 0;

	/** How many rows the PBX counted at first; 0 where it did not. */
	firstCount = 0;

	/** Whether the PBX counted fewer rows later: one that is gone moves those after it to where they are not looked for. */
	hasShrunk = false;

	/** Whether the PBX counted another number later. */
	hasChanged = false;

	/** Declared keys so far. */
	private readonly keys = new Set<unknown>();

	/** The first row with each presumed key. */
	private readonly firstWith = new Map<unknown, unknown>();

	private readonly repeated = new Set<unknown>();

	private pages = 0;

	private isKeyGood = true;

	constructor(private readonly key: RowKey | undefined) {}

	/** Takes notice of one more page; how many of its rows did not come before. */
	add({ rows, count }: Pick<Page, 'rows' | 'count'>): number {
		this.pages += 1;
		if (this.pages === 1) this.firstCount = count;
		this.hasShrunk ||= count > 0 && count < this.firstCount;
		this.hasChanged ||= count > 0 && count !== this.firstCount;
		this.total += rows.length;
		const before = this.repeated.size;
		if (this.key?.isDeclared) this.addDeclared(rows, this.key.property);
		else if (this.key) this.addPresumed(rows, this.key.property);
		return rows.length - (this.repeated.size - before);
	}

	/** One look into the set for each row: lists are long, and most have such a key. */
	private addDeclared(rows: readonly Row[], property: string): void {
		for (const row of rows) {
			const value = keyIn(row, property);
			if (value === undefined) this.withoutKey += 1;
			else if (this.keys.size === this.keys.add(value).size) this.repeated.add(row);
		}
	}

	private addPresumed(rows: readonly Row[], property: string): void {
		const ofPage = new Set<unknown>();
		for (const row of rows) {
			const value = keyIn(row, property);
			if (value === undefined) this.withoutKey += 1;
			else if (!this.firstWith.has(value)) this.firstWith.set(value, row);
			else if (ofPage.has(value)) this.isKeyGood = false;
			else if (hasSameContent(this.firstWith.get(value), row)) this.repeated.add(row);
			ofPage.add(value);
		}
	}

	/** How many rows came once more. */
	get repeats(): number {
		return this.isKeyGood ? this.repeated.size : 0;
	}

	/** How many different rows came. */
	get distinct(): number {
		return this.total - this.repeats;
	}

	/** The rows without those that came before. */
	once(rows: Row[]): Row[] {
		return this.repeats === 0 ? rows : rows.filter((row) => !this.repeated.has(row));
	}
}
