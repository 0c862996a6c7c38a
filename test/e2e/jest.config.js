/** Tests in a real n8n, which the first run installs: minutes, not seconds. */
/** @type {import('jest').Config} */
module.exports = {
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.test.json', diagnostics: false }] },
	globalSetup: '<rootDir>/test/e2e/setup.ts',
	testTimeout: 300_000,
	// One n8n at a time: each takes about a gigabyte of memory and most of two cores while it starts.
	maxWorkers: 1,
};
