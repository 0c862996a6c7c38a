import { ThreeCx } from '../../../nodes/ThreeCx/ThreeCx.node';

const JOBS = '../../../nodes/ThreeCx/jobs';

jest.mock('../../../nodes/ThreeCx/jobs', () => {
	throw new Error('The jobs are loaded');
});

describe('what n8n waits for when it starts', () => {
	it('leaves the jobs to the execution that runs one', () => {
		// The import above would have failed.
		expect(new ThreeCx().description.properties.length).toBeGreaterThan(100);
		expect(() => jest.requireMock<object>(JOBS)).toThrow('The jobs are loaded');
	});
});
