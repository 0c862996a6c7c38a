const JOBS = '../../../nodes/ThreeCx/jobs';

jest.mock('../../../nodes/ThreeCx/jobs', () => {
	throw new Error('The jobs are loaded');
});

describe('what the first execution waits for', () => {
	it('leaves the jobs to the execution that runs one', () => {
		// Would fail here.
		expect(() => jest.requireActual<object>('../../../nodes/ThreeCx/execution/execute')).not.toThrow();
		expect(() => jest.requireMock<object>(JOBS)).toThrow('The jobs are loaded');
	});
});
