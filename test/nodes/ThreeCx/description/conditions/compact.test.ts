import { NodeHelpers, type INodeProperties } from 'n8n-workflow';
import { indexOf, pick } from '../../../../../nodes/ThreeCx/description/conditions/compact';
import { randomFrom } from '../../../../random';

/** As many operations have each value as it has letters. */
const index = (values: readonly string[]) => indexOf(new Map(values.map((value) => [value, value.length])));

/** Those of the values under which n8n shows a parameter with such conditions. */
function shownUnder(wanted: readonly string[], values: readonly string[]): string[] {
	const { show, hide } = pick(wanted, index(values));
	const displayOptions = { show: { operation: show }, ...(hide.length > 0 ? { hide: { operation: hide } } : {}) };
	const parameter: INodeProperties = { displayName: '', name: 'some', type: 'string', default: '', displayOptions };
	return values.filter((operation) => NodeHelpers.displayParameter({ operation }, parameter, { typeVersion: 1 }, null));
}

const VERBS = ['get', 'update', 'delete', 'download', 'set', 'purge'];
const OBJECTS = ['', 'All', 'Many', 'Report', 'ReportOfDepartment', 'VectorStore', 'VectorStoreFiles', 'MemberGreetings', 'MemberRights'];
const VALUES = VERBS.flatMap((verb) => OBJECTS.map((object) => verb + object));

describe('short conditions', () => {
	it('pick the wanted values and no others', () => {
		const random = randomFrom(21);
		for (let round = 0; round < 300; round++) {
			const share = random();
			const verb = VERBS[Math.floor(random() * VERBS.length)] ?? '';
			const wanted = VALUES.filter((value) => random() < share || value.startsWith(verb));
			expect(shownUnder(wanted, VALUES)).toEqual(wanted);
		}
	});

	it('name what many values begin or end with, as short as tells them apart, and hide the few others', () => {
		const updates = VALUES.filter((value) => value.startsWith('upd'));
		expect(pick(updates, index(VALUES))).toEqual({ show: [{ _cnd: { startsWith: 'upd' } }], hide: [] });
		const others = updates.filter((value) => value !== 'updateAll');
		expect(pick(others, index(VALUES))).toEqual({ show: [{ _cnd: { startsWith: 'upd' } }], hide: ['updateAll'] });
	});

	it('name few values one by one, which n8n tests sooner', () => {
		expect(pick(['getReport', 'setReport', 'get'], index(VALUES)).show).toEqual(['getReport', 'setReport', 'get']);
	});

	it('ask first for what most operations match', () => {
		const { show } = pick(['get', 'getAll', 'getReport'], indexOf(new Map([['get', 5], ['getAll', 60], ['getReport', 30], ['set', 1]])));
		expect(show).toEqual(['getAll', 'getReport', 'get']);
	});
});
