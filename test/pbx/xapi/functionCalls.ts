/** Functions and actions: which one a path calls, and with what. */
import type { Operation } from '../../../nodes/ThreeCx/catalog/types';
import { badRequest } from '../odata/errors';
import { UUID, isInt32, type KeyLiteral } from '../odata/path';
import type { Row } from '../types';

/** A call as its last segment writes it: `Pbx.GetCallLog(from=2026-03-01T00:00:00Z,to=…)`. */
export interface CalledSegment {
	name: string;
	/** Undefined without parentheses, as actions are called. */
	arguments?: { name: string; literal: KeyLiteral }[];
}

// Quotes inside a text are doubled; a bare literal holds no syntax.
const ARGUMENT = /(\w+)=(?:'((?:[^']|'')*)'|([^'(),]*))(,|$)/y;

/**
 * Reads a decoded segment as a call; undefined where it cannot be one, as for keys and malformed arguments (OData v4.01
 * URL Conventions, section 4.5.3 "Addressing Functions").
 */
export function parseCall(segment: string): CalledSegment | undefined {
	const match = /^((?:Pbx\.)?\w+)(?:\((.*)\))?$/su.exec(segment);
	if (!match?.[1]) return undefined;
	const text = match[2];
	if (text === undefined) return { name: match[1] };
	const found: { name: string; literal: KeyLiteral }[] = [];
	ARGUMENT.lastIndex = 0;
	let position = 0;
	while (position < text.length) {
		ARGUMENT.lastIndex = position;
		const argument = ARGUMENT.exec(text);
		if (!argument?.[1]) return undefined;
		const quoted = argument[2];
		const literal =
			quoted === undefined
				? { text: argument[3] ?? '', quoted: false }
				: { text: quoted.replaceAll("''", "'"), quoted: true };
		found.push({ name: argument[1], literal });
		position = ARGUMENT.lastIndex;
	}
	return { name: match[1], arguments: found };
}

/** How the catalog writes the segment of a call: with its arguments' names, in the order in which they were given. */
export function templateOf({ name, arguments: given }: CalledSegment): string {
	if (given === undefined) return name;
	return `${name}(${given.map((argument) => `${argument.name}={${argument.name}}`).join(',')})`;
}

const bare: Record<string, (text: string) => boolean> = {
	boolean: (text) => text === 'true' || text === 'false',
	dateTime: (text) =>
		/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
	int32: (text) => /^-?\d+$/.test(text) && isInt32(Number(text)),
	uuid: (text) => UUID.test(text),
};

/** The arguments' values. Throws a 400 for one that is not a literal of its type: texts stand in quotes, all else bare. */
export function readArguments({ id, arguments: fields }: Operation, { arguments: given = [] }: CalledSegment): Row {
	return Object.fromEntries(
		given.map(({ name, literal: { text, quoted } }) => {
			const field = fields.find((argument) => argument.name === name);
			const type = field?.type ?? '';
			if (!quoted && text === 'null' && field?.isNullable) return [name, null];
			const fits = type === 'string' ? quoted : !quoted && (bare[type]?.(text) ?? false);
			if (!fits) throw badRequest(`The argument '${name}' of '${id}' is not a valid literal of the type ${type}.`);
			return [name, type === 'int32' ? Number(text) : type === 'boolean' ? text === 'true' : text];
		}),
	);
}
