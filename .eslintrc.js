const communityNodes = require('@n8n/eslint-plugin-community-nodes');
const n8nNodesBase = require('eslint-plugin-n8n-nodes-base');

/** Every rule as an error or off: a warning nobody stops at is noise. */
const asErrors = (rules) =>
	Object.fromEntries(Object.entries(rules).map(([name, level]) => [name, level === 'warn' ? 'error' : level]));

const communityRules = asErrors(communityNodes.configs.recommended.rules);

/** The one source of lint rules. n8n's own gate for verified nodes applies the same two plugins (npm run scan). */
module.exports = {
	root: true,
	ignorePatterns: ['**/node_modules/', 'dist/', 'coverage/', 'package-lock.json', 'tsconfig*.json', '**/*.node.json'],
	plugins: ['@n8n/community-nodes', 'n8n-nodes-base'],
	env: { node: true, es2022: true },
	parserOptions: { ecmaVersion: 2023 },
	overrides: [
		{
			files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
			plugins: ['regexp'],
			rules: {
				// Users and the PBX give the texts: a pattern that looks back over them stops every workflow of the process.
				'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
				'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
			},
		},
		{
			files: ['**/*.js'],
			extends: ['eslint:recommended'],
		},
		{
			files: ['**/*.ts'],
			parser: '@typescript-eslint/parser',
			parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: __dirname },
			plugins: ['@typescript-eslint'],
			extends: [
				'eslint:recommended',
				'plugin:@typescript-eslint/strict-type-checked',
				'plugin:@typescript-eslint/stylistic-type-checked',
			],
			rules: {
				'no-console': 'error',
				// Parsing and passing on what n8n and the PBX send means reading unknown values as text.
				'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
				'@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
				// n8n's interfaces ask for promises where nothing is to wait for.
				'@typescript-eslint/require-await': 'off',
				// n8n's own order of await and return keeps stack traces whole.
				'@typescript-eslint/return-await': ['error', 'always'],
				'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
				'@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
				// Leaving a property out by naming it is the quickest way to copy the others.
				'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
			},
		},
		{
			files: ['bench/**/*.ts', 'generator/**/*.ts', 'scripts/**/*.ts', 'test/**/*.ts'],
			env: { jest: true },
			rules: {
				'no-console': 'off',
				// Tests assert what they index.
				'@typescript-eslint/no-non-null-assertion': 'off',
				// jest's matchers are typed any, and rows of the mock PBX hold JSON.
				'@typescript-eslint/no-unsafe-assignment': 'off',
				'@typescript-eslint/no-base-to-string': 'off',
			},
		},
		{
			files: ['nodes/**/*.ts'],
			rules: {
				...communityRules,
				...asErrors(n8nNodesBase.configs.nodes.rules),
				// What only executions and the editor need is loaded by the first of them.
				'@typescript-eslint/no-require-imports': ['error', { allow: ['^\\./(crm|events|execution|liveCalls|methods)\\b', '^\\.\\./jobs$'] }],
				// n8n's own gate switches these three off.
				'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
				'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
				'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
			},
		},
		{
			files: ['credentials/**/*.ts'],
			rules: {
				...communityRules,
				...asErrors(n8nNodesBase.configs.credentials.rules),
				// n8n's own gate switches these two off: the first is for nodes inside n8n, the second has a better twin.
				'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
				'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
			},
		},
		{
			files: ['package.json'],
			parser: '@typescript-eslint/parser',
			parserOptions: { extraFileExtensions: ['.json'] },
			rules: { ...communityRules, ...asErrors(n8nNodesBase.configs.community.rules) },
		},
	],
};
