import type { IExecuteFunctions } from 'n8n-workflow';
import { asText } from '../input/asText';
import { ParameterRefused } from '../input/parameterRefused';
import { FEWEST, MOST } from '../pace/gradientLimit';
import { DEFAULT_SEND_OPTIONS, type Connection, type SendOptions } from '../transport/connection';

interface Range {
	displayName: string;
	fallback: number;
	min: number;
	max: number;
}

const timeoutSeconds: Range = { displayName: 'Timeout', fallback: DEFAULT_SEND_OPTIONS.timeout / 1000, min: 1, max: 3600 };
const waitForPbxSeconds: Range = {
	displayName: 'Wait for PBX (Seconds)',
	fallback: DEFAULT_SEND_OPTIONS.waitForPbx / 1000,
	min: 0,
	max: 3600,
};
const inFlight: Range = { displayName: 'Max Parallel Requests', fallback: DEFAULT_SEND_OPTIONS.inFlight, min: 1, max: MOST };

/** A number within its range, also as text; undefined for anything else. */
function readNumber(value: unknown, { fallback, min, max }: Range): number | undefined {
	if (value === undefined) return fallback;
	const number = asText(value) === '' ? Number.NaN : Number(asText(value));
	return Number.isSafeInteger(number) && number >= min && number <= max ? number : undefined;
}

function required(value: unknown, range: Range): number {
	const number = readNumber(value, range);
	if (number !== undefined) return number;
	throw new ParameterRefused(
		`${range.displayName} must be a whole number from ${range.min} to ${range.max}`,
		`Change it in the options of the node, or remove it for the default of ${range.fallback}.`,
	);
}

/** One option of the first item. By itself, because an expression in another option may not be readable. */
function storedOption(context: IExecuteFunctions, name: keyof SendOptions, { fallback }: Range): unknown {
	return context.getNodeParameter(`options.${name}`, 0, fallback);
}

/**
 * Reads the options that hold for all items, from the first one.
 *
 * @throws ParameterRefused where one is out of range.
 */
export function readSendOptions(context: IExecuteFunctions): SendOptions {
	const read = (name: keyof SendOptions, range: Range) => required(storedOption(context, name, range), range);
	return {
		timeout: read('timeout', timeoutSeconds) * 1000,
		waitForPbx: read('waitForPbx', waitForPbxSeconds) * 1000,
		inFlight: read('inFlight', inFlight),
	};
}

/** The option, or its default where it cannot be used, which each item then reports. */
function inFlightOf(context: IExecuteFunctions): number {
	try {
		return readNumber(storedOption(context, 'inFlight', inFlight), inFlight) ?? inFlight.fallback;
	} catch {
		return inFlight.fallback;
	}
}

/** How many items to work on at a time: as many as requests may be under way, few until there is a connection to tell. */
export function itemsAtOnce(context: IExecuteFunctions): (connection: Connection | undefined) => number {
	const most = inFlightOf(context);
	return (connection) => Math.min(most, connection?.lane.width ?? FEWEST);
}
