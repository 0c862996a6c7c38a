import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Parameters that both triggers have. */

const DIRECTIONS = { any: 'Any', inbound: 'Inbound', internal: 'Internal', outbound: 'Outbound' } as const;

export type DirectionChoice = keyof typeof DIRECTIONS;

/** The choice of a direction of calls. @param descriptions what a direction means, where its name does not say it. */
export const directionProperty = <T extends DirectionChoice>(
	choices: readonly T[],
	fallback: T,
	descriptions: Partial<Record<T, string>> = {},
): INodeProperties => ({
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	options: choices.map((value): INodePropertyOptions => {
		const description = descriptions[value];
		return { name: DIRECTIONS[value], value, ...(description === undefined ? {} : { description }) };
	}),
	default: fallback,
});

/** The option to add what the PBX returned. */
export const includeRawOption = (): INodeProperties => ({
	displayName: 'Include Raw Data',
	name: 'includeRaw',
	type: 'boolean',
	default: false,
	description: 'Whether to add the raw data of the PBX in the field "raw"',
});
