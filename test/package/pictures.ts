import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { NodeHelpers, type INodeParameters, type INodeTypeDescription } from 'n8n-workflow';
import { operations } from '../../nodes/ThreeCx/catalog';
import { mapperFieldsOf } from '../../nodes/ThreeCx/methods/resourceMapping';
import { exampleFiles, examplesWith, readExample } from '../e2e/workflows';

/** The folder of the pictures in README.md and docs/. */
export const PICTURES = resolve(__dirname, '../../docs/images');

/** The descriptions of the package's nodes: from the source for tests, from the built package for the pictures. */
export type Descriptions = Readonly<Record<'threeCx' | 'threeCxCallTrigger' | 'threeCxTrigger', INodeTypeDescription>>;

/** The form that a picture shows: of which node, and what is chosen in it. */
export interface PicturedForm {
	node: keyof Descriptions;
	parameters: INodeParameters;
}

/** What can be read in a picture. */
export interface Picture {
	form?: PicturedForm;
	/** The words of this package, in alphabetical order; n8n's own change with its version. */
	words: string[];
}

/** Beside the pictures; written when they are taken. */
export const WORDS_FILE = resolve(PICTURES, 'words.json');

/** All pictures by name, as they were taken. */
export const readPictures = () => JSON.parse(readFileSync(WORDS_FILE, 'utf8')) as Record<string, Picture>;

/** Every text of a description that the editor shows. Where there is a label, the name is internal. */
function textsOf(part: unknown): string[] {
	if (typeof part !== 'object' || part === null) return [];
	const shown = ['action', 'description', 'displayName' in part ? 'displayName' : 'name', 'hint'];
	return Object.entries(part).flatMap(([key, value]) =>
		typeof value === 'string' ? (shown.includes(key) ? [value] : []) : textsOf(value),
	);
}

/** Names and notes of the examples, line by line, as a canvas shows them. */
function canvasTexts(): string[] {
	const files = [...exampleFiles, ...examplesWith('threeCxTrigger'), ...examplesWith('threeCxCallTrigger')];
	return files.flatMap((file) => readExample(file, { id: '', name: '' }).nodes.map(({ name }) => name));
}

/** What a build and the examples say, as far as a picture can show it. */
export const wordsOf = (descriptions: Descriptions): Set<string> =>
	new Set([
		// n8n adds the times to poll at, in its own words.
		...Object.values(descriptions).flatMap(({ properties }) => textsOf(properties.filter(({ name }) => name !== 'pollTimes'))),
		...Object.values(descriptions).map(({ displayName }) => displayName),
		...operations.flatMap((operation) => textsOf(mapperFieldsOf(operation))),
		...canvasTexts(),
	]);

/** The parameters that n8n's editor leaves out, because who chooses a credential chooses them: `Authentication`. */
export function hiddenByCredentials({ credentials = [] }: INodeTypeDescription): string[] {
	const names = credentials.flatMap(({ displayOptions: { show = {}, hide = {} } = {} }) => [...Object.keys(show), ...Object.keys(hide)]);
	// With a slash, a parameter is a condition to the engine and unknown to the editor.
	return [...new Set(names)].filter((name) => !name.startsWith('/'));
}

/** The labels of the parameters that a form shows. */
export function labelsOf(descriptions: Descriptions, { node, parameters }: PicturedForm): string[] {
	const stored = { ...parameters };
	const description = descriptions[node];
	const hidden = hiddenByCredentials(description);
	return description.properties
		.filter((property) => {
			// n8n has a heading of its own for a form of fields.
			if (property.type === 'resourceMapper' || !NodeHelpers.displayParameter(stored, property, { typeVersion: 1 }, description)) return false;
			stored[property.name] ??= property.default;
			return !hidden.includes(property.name);
		})
		.map(({ displayName }) => displayName);
}
