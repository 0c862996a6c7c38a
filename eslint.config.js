// ESLint 10 reads only this format; every rule stands in .eslintrc.js.
const { FlatCompat } = require('@eslint/eslintrc');
const js = require('@eslint/js');
const eslintrc = require('./.eslintrc.js');

const compat = new FlatCompat({ baseDirectory: __dirname, recommendedConfig: js.configs.recommended });

module.exports = [{ ignores: eslintrc.ignorePatterns }, ...compat.config(eslintrc)];
