/** Splits the text of a $filter into tokens. */
import { badRequest } from './errors';

export interface Token {
	kind: string;
	text: string;
}

// A string or a word must not touch the next literal: `eq'x'` and `'x'and` are refused by real servers.
const TOKEN = new RegExp(
	[
		/(?<space>[ \t]+)/,
		/(?<member>(?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*'\w*')(?![\w'])/,
		/(?<string>'(?:[^']|'')*')(?![\w'])/,
		/(?<uuid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![\w-])/,
		/(?<datetime>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))(?!\w)/,
		/(?<date>\d{4}-\d\d-\d\d)(?![\w:-])/,
		/(?<number>-?\d+(?:\.\d+)?)(?![\w.-])/,
		/(?<word>\$it|[A-Za-z_]\w*)(?![\w'])/,
		/(?<mark>[(),])/,
	]
		.map(({ source }) => source)
		.join('|'),
	'y',
);

/** A 400 that says what is wrong with the filter. */
export function refuse(reason: string): Error {
	return badRequest(`The query specified in the URI is not valid. $filter: ${reason}`);
}

/** The tokens of a filter, blanks left out. Throws a 400 where there is none. */
export function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	let position = 0;
	while (position < text.length) {
		TOKEN.lastIndex = position;
		const match = TOKEN.exec(text);
		if (!match) throw refuse(`Syntax error at position ${position} in '${text}'.`);
		const groups: Record<string, string | undefined> = match.groups ?? {};
		const [kind, found] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
		if (kind && found && kind !== 'space') tokens.push({ kind, text: found });
		position = TOKEN.lastIndex;
	}
	return tokens;
}
