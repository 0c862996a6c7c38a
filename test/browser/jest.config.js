/** The real editor in a real browser. */
/** @type {import('jest').Config} */
module.exports = {
	...require('../e2e/jest.config'),
	roots: ['<rootDir>/test/browser'],
	globalSetup: '<rootDir>/test/browser/globalSetup.ts',
};
