import { RowCheck } from '../../../../nodes/ThreeCx/transport/rowCheck';

const ids = (...values: unknown[]) => values.map((Id) => ({ Id }));
const page = (rows: Record<string, unknown>[], count = 0) => ({ rows, count });
const declared = { property: 'Id', isDeclared: true };
const presumed = { property: 'Id', isDeclared: false };

describe('the check of rows', () => {
	it('counts rows that came before, on the same page or another, and leaves them out', () => {
		const check = new RowCheck(declared);
		const first = ids(1, 2, 2);
		const second = ids(2, 3);
		expect([check.add(page(first, 4)), check.add(page(second, 4))]).toEqual([2, 1]);
		expect([check.total, check.distinct, check.repeats]).toEqual([5, 3, 2]);
		expect(check.once([...first, ...second])).toEqual(ids(1, 2, 3));
	});

	it('knows that a row with a declared key is the same though it was changed meanwhile', () => {
		const check = new RowCheck(declared);
		check.add(page([{ Id: 1, Name: 'a' }]));
		check.add(page([{ Id: 1, Name: 'b' }]));
		expect(check.distinct).toBe(1);
	});

	it('takes rows that differ for two where their key is presumed', () => {
		const check = new RowCheck(presumed);
		check.add(page([{ Id: 1, Name: 'a' }]));
		check.add(page([{ Id: 1, Name: 'b' }]));
		check.add(page([{ Id: 1, Name: 'a' }]));
		expect([check.distinct, check.repeats]).toEqual([2, 1]);
	});

	it('gives a presumed key up that rows of one page share', () => {
		const check = new RowCheck(presumed);
		const rows = [...ids(0, 0), ...ids(0)];
		check.add(page(rows.slice(0, 2)));
		check.add(page(rows.slice(2)));
		expect([check.distinct, check.repeats]).toEqual([3, 0]);
		expect(check.once(rows)).toBe(rows);
	});

	it('cannot tell rows without key apart', () => {
		const check = new RowCheck(declared);
		check.add(page([...ids(null, undefined, 1), 'text' as never, null as never]));
		expect([check.distinct, check.withoutKey, check.repeats]).toEqual([5, 4, 0]);
		const none = new RowCheck(undefined);
		none.add(page(ids(1, 1)));
		expect(none.distinct).toBe(2);
	});

	it('notices another count; pages without one say nothing', () => {
		const grown = new RowCheck(declared);
		for (const count of [3, 0, 4]) grown.add(page(ids(), count));
		expect([grown.firstCount, grown.hasChanged, grown.hasShrunk]).toEqual([3, true, false]);
		const shrunk = new RowCheck(declared);
		for (const count of [3, 2]) shrunk.add(page(ids(), count));
		expect([shrunk.hasChanged, shrunk.hasShrunk]).toEqual([true, true]);
	});
});
