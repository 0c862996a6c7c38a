import { types } from '../../../nodes/ThreeCx/catalog/facts/fieldTables';
import { checkProperties } from '../odata/body';
import { findResource, resources } from './entitySets';
import { sampleLogos, sampleRow, sampleTemplates, sampleUsers } from '../index';
import { newestMark, Release } from './release';
import { sampleRows } from './samples';
import { Store } from './store';
import type { Row } from '../types';

const newest = new Release(newestMark);

function check(row: Row, type: string): void {
	checkProperties(row, newest.fields(type), type, newest);
}

describe('samples', () => {
	const sets = { ...sampleRows(new Date('2026-03-02T09:00:00Z')), PhoneLogos: sampleLogos, PhoneTemplates: sampleTemplates, Users: sampleUsers };
	it.each(Object.entries(sets))('of %s fit their type', (name, rows) => {
		const type = findResource(name)?.type ?? '';
		for (const row of rows) check({ ...row }, type);
		expect(rows.length).toBeGreaterThan(0);
	});

	it('in singletons fit their type', () => {
		const store = new Store();
		for (const { kind, name, type } of resources) if (kind === 'singleton') check(store.rows(name)[0] ?? {}, type);
		expect(store.rows('Defs')[0]).toMatchObject({ Id: 0 });
	});

	it.each(Object.keys(types))('can be made of %s', (type) => {
		for (const variant of [0, 1] as const) check(sampleRow(type, variant), type);
	});
});
