import { syncContacts } from '../../../../../nodes/ThreeCx/jobs/contacts/syncContacts';
import { matching } from '../../../../../nodes/ThreeCx/jobs/common/lookUp';
import { adding, removing, setting, settingInOrder } from '../../../../../nodes/ThreeCx/jobs/queues/memberPlans';
import type { Connection } from '../../../../../nodes/ThreeCx/transport/connection';

/** Rows that count how often any of their properties is read. */
function countedRows<T extends object>(rows: readonly T[]) {
	const counter = { reads: 0 };
	const counted = rows.map(
		(row) =>
			new Proxy(row, {
				get: (target, name, receiver) => {
					counter.reads += 1;
					return Reflect.get(target, name, receiver) as unknown;
				},
			}),
	);
	return { counted, counter };
}

const people = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index, number: String(index), name: `User ${index}` }));

/** How many times as many reads ten times the input takes. */
function growth(readsFor: (count: number) => number): number {
	return readsFor(1000) / readsFor(100);
}

describe('what jobs compute grows with their input, not with its square', () => {
	it('for people that are looked up', () => {
		const reads = growth((count) => {
			const { counted, counter } = countedRows(people(count).map(({ number, name }) => ({ Number: number, DisplayName: name })));
			const texts = people(count).map(({ number, name }, index) => (index % 2 ? number : name.toUpperCase()));
			const found = matching(texts, counted, ['DisplayName']);
			expect(found.map((rows) => rows.length)).toEqual(texts.map(() => 1));
			return counter.reads;
		});
		expect(reads).toBeLessThanOrEqual(11);
	});

	it.each<[string, (some: ReturnType<typeof people>) => (members: ReturnType<typeof people>) => unknown]>([
		['added to a queue', (some) => adding(some, { skillGroup: '1' })],
		['removed from a queue', removing],
		['set as agents', setting],
		['set as members in order', settingInOrder],
	])('for people that are %s', (_name, plan) => {
		const reads = growth((count) => {
			const members = countedRows(people(count));
			const wanted = countedRows(people(count).reverse());
			plan(wanted.counted)(members.counted);
			return members.counter.reads + wanted.counter.reads;
		});
		expect(reads).toBeLessThanOrEqual(11);
	});

	it('for items of a sync of contacts: they are read once for all', async () => {
		const connection = {} as Connection;
		const count = 1000;
		let reads = 0;
		let askedForAll = 0;
		const values: Record<string, string> = { operation: 'syncContacts', syncName: 'crm' };
		const read = (name: string) => {
			reads += 1;
			return values[name];
		};
		const readers = () => {
			askedForAll += 1;
			return Array.from({ length: count }, () => read);
		};
		// The first item does the work; here the others are asked.
		for (let itemIndex = 1; itemIndex < count; itemIndex++) {
			await expect(syncContacts(connection, { read, json: {}, timeZone: 'UTC', itemIndex, readers })).resolves.toEqual([]);
		}
		expect(askedForAll).toBe(1);
		expect(reads).toBeLessThanOrEqual(4 * count);
	});
});
