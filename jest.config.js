/** The packages that tests and what they test import: loaded once for all test files. */
const packages = [
	'@apidevtools/swagger-parser', 'ajv', 'axios', 'fast-check', 'fast-xml-parser', 'fastify', 'n8n-core', 'n8n-workflow', 'selfsigned', 'ws',
].join('|');

/** @type {import('jest').Config} */
module.exports = {
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/queue/', '<rootDir>/test/browser/'],
	// No test is about time: this only ends one that hangs, also on a machine that is busy with other things.
	testTimeout: 180_000,
	// Jest would leave a core idle, which on two cores is half of them.
	maxWorkers: '100%',
	globalSetup: '<rootDir>/test/globalSetup.ts',
	globalTeardown: '<rootDir>/test/globalTeardown.ts',
	testEnvironment: '<rootDir>/test/runner/environment.ts',
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.test.json', diagnostics: false }],
		[`/node_modules/(${packages})/.+\\.js$`]: '<rootDir>/test/runner/packages.js',
	},
	transformIgnorePatterns: [],
};
