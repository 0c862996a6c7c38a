import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ThreeCx } from '../../nodes/ThreeCx/ThreeCx.node';
import { ThreeCxCallTrigger } from '../../nodes/ThreeCx/ThreeCxCallTrigger.node';
import { ThreeCxTrigger } from '../../nodes/ThreeCx/ThreeCxTrigger.node';
import { hiddenByCredentials, labelsOf, PICTURES, readPictures, wordsOf, type Descriptions } from './pictures';

const descriptions: Descriptions = {
	threeCx: new ThreeCx().description,
	threeCxCallTrigger: new ThreeCxCallTrigger().description,
	threeCxTrigger: new ThreeCxTrigger().description,
};
const ROOT = resolve(__dirname, '../..');
const pictures = readPictures();
const names = Object.keys(pictures);
const files = readdirSync(PICTURES)
	.filter((file) => file.endsWith('.png'))
	.map((file) => basename(file, '.png'));

describe('n8n hides parameters that the choice of a credential makes', () => {
	// Source: n8n's editor, getNodeAuthFields: it takes every name in the conditions of credentials for one.
	it('which is Authentication, and not Resource or Operation', () => {
		expect(Object.values(descriptions).flatMap(hiddenByCredentials)).toEqual(['authentication']);
	});
});

describe('the pictures of README.md and docs/', () => {
	it('were all taken by "npm run screenshots"', () => {
		expect(files.sort()).toEqual([...names].sort());
	});

	it('are all shown somewhere', () => {
		const pages = ['README.md', ...readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)];
		const text = pages.map((page) => readFileSync(join(ROOT, page), 'utf8')).join('\n');
		const shown = [...text.matchAll(/images\/([\w-]+)\.png/g)].map(([, name]) => name);
		expect([...new Set(shown)].sort()).toEqual([...names].sort());
	});

	const built = wordsOf(descriptions);

	// Where this fails, run "npm run screenshots".
	it.each(names)('%s shows what this build shows', (name) => {
		const { form, words = [] } = pictures[name] ?? {};
		expect(words.length).toBeGreaterThan(0);
		expect(words.filter((word) => !built.has(word))).toEqual([]);
		expect((form ? labelsOf(descriptions, form) : []).filter((label) => !words.includes(label))).toEqual([]);
	});
});
