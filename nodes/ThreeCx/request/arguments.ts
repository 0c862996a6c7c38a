import type { Operation } from '../catalog/types';
import { argumentDefault, formOf } from '../catalog/forms';
import { periodArguments, periodField } from '../catalog/periods';
import { zoneArguments } from '../catalog/words/overrides';
import { offsetText, toDateTime } from './dateTime';
import { readForm } from './form/readForm';
import type { ItemInput } from '../input/itemInput';
import { labelOf } from '../catalog/words/labels';
import { argumentLiteral } from './odata';
import { ParameterRefused } from '../input/parameterRefused';
import { withPeriod } from './period/withPeriod';

/**
 * The offset of the workflow's zone when the period of a report begins: its first date, now where it has none. A date that
 * is none is refused as an argument of its own.
 */
function offsetOfPeriod({ arguments: args }: Operation, values: Record<string, unknown>, timeZone: string): string {
	const begin = args.find(({ type }) => type === 'dateTime');
	const instant = begin && toDateTime(values[begin.name], timeZone);
	return offsetText(instant === undefined ? Date.now() : Date.parse(instant), timeZone);
}

/**
 * Puts the arguments of a function into its path, every one of them: the PBX takes no fewer and no other order.
 *
 * @throws ParameterRefused where one without default is missing or empty, one is of another type, or JSON names one that there is not.
 */
export function withArguments(path: string, operation: Operation, input: ItemInput): string {
	const form = operation.arguments.length > 0 ? formOf(operation) : undefined;
	if (!form) return path;
	const fields = periodArguments(operation) ? [periodField, ...form.fields] : form.fields;
	const { values: given } = readForm({ ...form, fields }, input, operation);
	const values = withPeriod(operation, given, Date.now(), input.timeZone);
	const literals = new Map(
		operation.arguments.map((argument) => {
			const label = labelOf(argument.name);
			const own = Object.hasOwn(values, argument.name) ? values[argument.name] : undefined;
			const fallback = argumentDefault(operation, argument);
			const isOpenZone = zoneArguments.has(argument.name) && (own === undefined || own === '');
			const chosen = own === undefined ? fallback : own;
			const value = isOpenZone ? offsetOfPeriod(operation, values, input.timeZone) : chosen;
			if (value === undefined || (value === '' && fallback === undefined)) {
				throw new ParameterRefused(
					`${label} is empty`,
					`"${operation.name}" needs it. Fill it in, or check that its expression resolves to a value for this item.`,
				);
			}
			return [argument.name, argumentLiteral(argument, value, label, input.timeZone)];
		}),
	);
	return path.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => literals.get(name) ?? placeholder);
}
