import { operations } from '../../../../nodes/ThreeCx/catalog';
import type { OperationKind } from '../../../../nodes/ThreeCx/catalog/types';
import { jobTexts } from '../../../../nodes/ThreeCx/catalog/words/jobTexts';
import { jobs } from '../../../../nodes/ThreeCx/jobs';
import { jobParameters } from './jobParameters';

const namesOf = (wanted: readonly OperationKind[]) =>
	operations.filter(({ kind }) => wanted.includes(kind)).map(({ resource, operation }) => `${resource}.${operation}`);

const rows = namesOf(['job', 'local']);

describe('jobs', () => {
	it('are the same in catalog, code and the list of their parameters', () => {
		expect(Object.keys(jobs).sort()).toEqual(namesOf(['job']).sort());
		expect(Object.keys(jobParameters).sort()).toEqual([...rows].sort());
	});

	it('have words of their own, and none without a job', () => {
		expect(Object.keys(jobTexts).filter((name) => !rows.includes(name))).toEqual([]);
		expect(rows.filter((name) => !(name in jobTexts) && !name.startsWith('phoneLogo.'))).toEqual([]);
	});

	it('have operation values that no other operation has, so that a form can be shown by them alone', () => {
		const values = operations.map(({ operation }) => operation);
		const own = rows.map((name) => name.split('.')[1] ?? '');
		expect(own.filter((value) => values.indexOf(value) !== values.lastIndexOf(value))).toEqual([]);
	});
});
