/** End-to-end tests in a real n8n: one file at a time, because each starts n8n processes of its own. */
/** @type {import('jest').Config} */
module.exports = {
	...require('../../jest.config'),
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	testPathIgnorePatterns: [],
	globalSetup: '<rootDir>/test/e2e/globalSetup.ts',
	globalTeardown: undefined,
	maxWorkers: 1,
	testTimeout: 240_000,
};
