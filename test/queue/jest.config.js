/** n8n in queue mode. */
/** @type {import('jest').Config} */
module.exports = {
	...require('../e2e/jest.config'),
	roots: ['<rootDir>/test/queue'],
	globalSetup: '<rootDir>/test/queue/globalSetup.ts',
};
